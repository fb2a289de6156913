// What Maven calls: `node build.mjs build|test`. Packages are installed when the lock file has changed, and nothing is built or tested
// again that stands for the same sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OUT = 'target/classes/esg/console';
const INPUTS = ['src', 'public', 'mock', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'build.mjs'];

const [major, minor] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
    fail(`Node 20.19, 22.12 or newer is needed; this is ${process.version}`);
}

function fail(message) {
    console.error(`console: ${message}`);
    process.exit(1);
}

function files(path) {
    if (!existsSync(path)) return [];
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.flatMap((e) => (e.isDirectory() ? files(join(path, e.name)) : [join(path, e.name)])).sort();
}

function hash(paths) {
    const sum = createHash('sha256').update(process.version);
    for (const path of paths.flatMap((p) => (p.includes('.') ? [p] : files(p)))) sum.update(path).update('\0').update(readFileSync(path));
    return sum.digest('hex');
}

/** Does the work unless it has been done for the very same. */
function once(stamp, wanted, outcome, work) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(outcome)) return;
    rmSync(stamp, { force: true });
    work();
    writeFileSync(stamp, wanted);
}

function run(command, ...args) {
    const done = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    if (done.error) fail(`${command} cannot be run: ${done.error.message}`);
    if (done.status !== 0) fail(`${command} ${args.join(' ')} failed\n${done.stdout}${done.stderr}`);
}

mkdirSync('target', { recursive: true });
once('node_modules/.esg-installed', hash(['package.json', 'package-lock.json']), 'node_modules/vite', () =>
    run('npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts'));
const sources = hash(INPUTS);
if (process.argv[2] === 'test') {
    once('target/.tested', sources, 'target', () => run('npm', 'test'));
} else {
    once('target/.built', sources, join(OUT, 'index.html'), () => run('npm', 'run', 'build'));
}
