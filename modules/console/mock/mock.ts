import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { configuration } from './configuration.ts';
import { calls, diagram, nodes, providers, type Row } from './data.ts';
import { documents, forgetAll } from './documents.ts';
import { forgetRecords, recorded } from './records.ts';

const SESSION = { name: 'admin', role: 'admin', csrf: 'mock', expires: '2030-01-01T00:00:00Z' };
const AS: [string, object][] = [
    ['viewer', { name: 'night shift', role: 'viewer' }],
    ['domain', { name: 'acme', role: 'domainadmin', d: 'acme.example' }],
];

/**
 * A gateway with ten thousand accounts and calls, for `npm run dev` alone. Any token signs in; one that begins with "viewer" as a viewer,
 * with "domain" as the admin of one domain, with "empty" to a gateway on which nothing is configured yet.
 */
export function mock(): Plugin {
    let session: object | null = SESSION;
    return {
        name: 'esg-mock',
        apply: 'serve',
        configureServer(server) {
            server.middlewares.use((request, response, next) => {
                const url = new URL(request.url ?? '/', 'http://mock');
                if (!/^\/(api|rest)\//.test(url.pathname)) return next();
                if (url.pathname === '/api/events') return events(request, response);
                if (url.pathname === '/api/session') {
                    return void body(request).then((text) => {
                        if (request.method === 'DELETE') {
                            session = null;
                            response.statusCode = 204;
                            return response.end();
                        }
                        if (request.method === 'POST') session = { ...SESSION, ...AS.find(([begin]) => text.includes(`"${begin}`))?.[1] };
                        if (text.includes('"empty')) {
                            forgetAll();
                            forgetRecords();
                        }
                        if (text.includes('"wrong')) session = null;
                        return answer(response, session ? 200 : 401, session ?? { status: 401, detail: 'No such token' });
                    });
                }
                return void body(request).then((text) => {
                    const { method = 'GET', headers } = request;
                    const path = decoded(url);
                    const past = recorded(path, url.searchParams);
                    if (past) return answer(response, past.status, past.body, path.endsWith('/export') ? url.searchParams.get('format') ?? 'csv' : undefined);
                    const kept = documents(path, { method, params: url.searchParams, body: text, ifMatch: headers['if-match'] });
                    if (kept) {
                        if (kept.etag) response.setHeader('ETag', kept.etag);
                        return answer(response, kept.status, kept.body);
                    }
                    const reply = configuration({ method, path, query: url.searchParams, body: text ? JSON.parse(text) : {}, ifMatch: headers['if-match'] });
                    if (reply) {
                        for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
                        return answer(response, reply.status, reply.document);
                    }
                    const found = method === 'GET' ? read(url) : {};
                    return answer(response, found ? (method === 'GET' ? 200 : 202) : 404, found ?? { status: 404, detail: `There is nothing at ${path}` });
                });
            });
        },
    };
}

function read(url: URL): object | undefined {
    const path = decoded(url);
    if (path === '/rest/v1/master/nodes') return { items: nodes, total: nodes.length };
    if (path === '/api/monitor/v1/providers') {
        const counts: Record<string, number> = { all: providers.length };
        for (const { regstate } of providers) counts[String(regstate)] = (counts[String(regstate)] ?? 0) + 1;
        const { rows, total, offset } = page(providers, url, 'regstate');
        return data({ total, offset, counts, offline: [], providers: rows });
    }
    if (path.startsWith('/api/monitor/v1/providers/')) return found(providers, path.slice('/api/monitor/v1/providers/'.length));
    if (path === '/api/monitor/v1/calls') {
        const { rows, total, offset } = page(calls, url, 'kind');
        return data({ total, offset, calls: rows });
    }
    const drawn = /^\/api\/monitor\/v1\/calls\/(.*)\/diagram$/.exec(path);
    if (drawn) return data(diagram(drawn[1]!));
    if (path.startsWith('/api/monitor/v1/calls/')) return found(calls, path.slice('/api/monitor/v1/calls/'.length));
    return undefined;
}

function decoded(url: URL): string {
    return url.pathname.split('/').map(decodeURIComponent).join('/');
}

function found(rows: Row[], id: string): object | undefined {
    const row = rows.find((one) => one.id === id);
    return row && data(row);
}

function page(all: Row[], url: URL, stateField: string) {
    const get = (name: string) => url.searchParams.get(name) ?? '';
    const sort = get('sort');
    const field = sort.replace('-', '');
    const fit = all.filter(
        (row) =>
            (!get('d') || row.d === get('d')) &&
            (!get('state') || row[stateField] === get('state')) &&
            (!get('q') || JSON.stringify(row).toLowerCase().includes(get('q').toLowerCase())),
    );
    if (field) fit.sort((a, b) => String(a[field]).localeCompare(String(b[field]), 'en', { numeric: true }) * (sort.startsWith('-') ? -1 : 1));
    const offset = Number(get('offset'));
    return { rows: fit.slice(offset, offset + Number(get('limit') || 50)), total: fit.length, offset };
}

function data(of: object): object {
    return { resultcode: 0, resultmsg: 'OK', data: of };
}

/** @param file what a browser keeps it as, when it is one */
function answer(response: ServerResponse, status: number, document?: object | string, file?: string) {
    response.statusCode = status;
    response.setHeader('Content-Type', status >= 400 ? 'application/problem+json' : file === 'csv' ? 'text/csv; charset=utf-8' : 'application/json');
    if (file && status < 400) response.setHeader('Content-Disposition', `attachment; filename="records.${file}"`);
    response.end(typeof document === 'string' ? document : document && JSON.stringify(document));
}

async function body(request: IncomingMessage): Promise<string> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return text;
}

function events(request: IncomingMessage, response: ServerResponse) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 2000\n\n');
    let turn = 0;
    const timer = setInterval(() => {
        const row = providers[turn++ % 20];
        if (!row) return;
        row.regstate = row.regstate === 'registered' ? 'failed' : 'registered';
        const event = { at: new Date().toISOString(), node: 'esg1@10.0.0.1', d: row.d, code: row.code, regstate: row.regstate };
        response.write(`event: registration\ndata: ${JSON.stringify(event)}\n\n`);
    }, 3000);
    request.on('close', () => clearInterval(timer));
}
