import { edits, type Op } from '../../../../ui/rules/lcs';

export type Mark = 'same' | 'changed' | 'new' | 'gone' | 'fresh';

export interface Part {
    text: string;
    changed: boolean;
}

/** A line of the packet that leaves; `gone` ones are of the packet that came. */
export interface Line {
    mark: Mark;
    parts: Part[];
    /** What stood there before, of a changed line. */
    was?: string;
}

// RFC 3261 §7.3.3, RFC 3515, RFC 4028, RFC 6665, RFC 3891, RFC 3892
const COMPACT: Record<string, string> = {
    i: 'call-id', m: 'contact', e: 'content-encoding', l: 'content-length', c: 'content-type', f: 'from', s: 'subject', k: 'supported',
    t: 'to', v: 'via', o: 'event', r: 'refer-to', b: 'referred-by', x: 'session-expires', u: 'allow-events',
};

/**
 * The packet that leaves, with what of it differs from the one that came. Headers are compared by name, the n-th with the n-th, for their
 * order means nothing between names (§7.3.1); lines of the body where they stand.
 *
 * @param fresh what is made for each call: a header, or a header and its parameter. A line with no other change is marked so
 */
export function marks(before: string, after: string, fresh: string[] = []): Line[] {
    const [was, is] = [split(before), split(after)];
    return [
        compared(was.head[0] ?? '', is.head[0] ?? '', fresh),
        ...headers(was.head.slice(1), is.head.slice(1), fresh),
        plain('same', ''),
        ...body(was.body, is.body),
    ];
}

/** How many lines differ, those made for each call left out. */
export function differing(lines: Line[]): number {
    return lines.filter((line) => line.mark !== 'same' && line.mark !== 'fresh').length;
}

function split(packet: string): { head: string[]; body: string[] } {
    const text = packet.replaceAll('\r\n', '\n');
    const end = text.search(/\n\n/);
    const head = (end < 0 ? text : text.slice(0, end)).replaceAll(/\n[ \t]+/g, ' '); // folded lines, §7.3.1
    const body = end < 0 ? '' : text.slice(end + 2);
    return { head: head.trimEnd().split('\n'), body: body.trimEnd() ? body.trimEnd().split('\n') : [] };
}

function nameOf(line: string): string {
    const name = line.slice(0, Math.max(0, line.indexOf(':'))).trim().toLowerCase();
    return COMPACT[name] ?? name;
}

function headers(before: string[], after: string[], fresh: string[]): Line[] {
    const left = [...before];
    const lines = after.map((line) => {
        const at = left.findIndex((one) => nameOf(one) === nameOf(line));
        return at < 0 ? plain(isFresh(nameOf(line), fresh) ? 'fresh' : 'new', line) : compared(left.splice(at, 1)[0]!, line, fresh);
    });
    return [...lines, ...left.map((line) => plain('gone', line))];
}

function isFresh(name: string, fresh: string[]): boolean {
    return fresh.some((one) => one.toLowerCase() === name);
}

/** Without the value of parameters that are made for each call. */
function lasting(line: string, fresh: string[]): string {
    const parameters = fresh.map((one) => one.toLowerCase().split(' ')).filter(([name, parameter]) => parameter && name === nameOf(line));
    return parameters.reduce((text, [, parameter]) => text.replace(new RegExp(`;\\s*${parameter}=[^;,\\s]*`, 'i'), `;${parameter}`), valueOf(line));
}

/** The value alone: `t:` and `To :` say the same. */
function valueOf(line: string): string {
    return nameOf(line) && !/^[A-Z]+ \S+ SIP\//.test(line) ? line.slice(line.indexOf(':') + 1).trim() : line;
}

function compared(before: string, after: string, fresh: string[]): Line {
    if (valueOf(before) === valueOf(after)) return plain('same', after);
    const name = nameOf(after);
    const anew = isFresh(name, fresh) || (lasting(before, fresh) === lasting(after, fresh));
    return { mark: anew ? 'fresh' : 'changed', parts: parts(before, after), was: before };
}

/** The line that is, in pieces: words and what stands between them. */
export function parts(before: string, after: string): Part[] {
    const pieces = (text: string) => text.match(/[A-Za-z0-9_+.-]+|[^A-Za-z0-9_+.-]/g) ?? [];
    const found: Part[] = [];
    for (const { kind, item } of edits(pieces(before), pieces(after))) {
        if (kind === 'gone') continue;
        const changed = kind === 'new';
        const last = found.at(-1);
        if (last?.changed === changed) last.text += item;
        else found.push({ text: item, changed });
    }
    return found;
}

/** Of lines that come and go side by side, those of one type (RFC 4566: `a=`) are told as changed. */
function body(before: string[], after: string[]): Line[] {
    const lines: Line[] = [];
    let gone: Op<string>[] = [];
    const giveUp = () => {
        lines.push(...gone.map(({ item }) => plain('gone', item)));
        gone = [];
    };
    const ops = edits(before, after);
    for (const [at, op] of ops.entries()) {
        if (op.kind === 'gone') {
            gone.push(op);
        } else if (op.kind === 'same') {
            giveUp();
            lines.push(plain('same', op.item));
        } else {
            const old = gone.findIndex(({ item }) => item.slice(0, 2) === op.item.slice(0, 2));
            if (old < 0) lines.push(plain('new', op.item));
            else {
                const was = gone.splice(old, 1)[0]!.item;
                lines.push({ mark: 'changed', parts: parts(was, op.item), was });
            }
        }
        if (at === ops.length - 1) giveUp();
    }
    return lines;
}

function plain(mark: Mark, text: string): Line {
    return { mark, parts: text ? [{ text, changed: false }] : [] };
}
