import type { CallRecord } from '../src/api/records.ts';
import { domains } from './data.ts';

export interface Reply {
    status: number;
    /** JSON, or the text of a file. */
    body: object | string;
}

const NOW = Date.now();
const BASE = '/rest/v1/uc/records';

/** How a call may end; the first is by far the most frequent. */
const ENDS: Partial<CallRecord>[] = [
    { code: 200, reason: 'caller hung up', endedby: 'caller' },
    { code: 200, reason: 'callee hung up', endedby: 'callee' },
    { code: 486, reason: '486 Busy Here', endedby: 'callee' },
    { code: 487, reason: 'cancelled by the caller', endedby: 'caller' },
    { code: 480, reason: 'EB2B. No answer', endedby: 'timeout' },
    { code: 404, reason: 'EB2B. No route', endedby: 'platform' },
    { code: 200, reason: 'no media from either end', endedby: 'timeout' },
    { code: 503, reason: 'All trunks of the account are in use, and it says so at such length that no column of a table is wide enough for all of it', endedby: 'platform' },
    { code: 200, reason: 'joined with another call', endedby: 'transfer' },
    { code: 0, reason: 'the caller is gone', endedby: 'timeout' },
    { code: 200, reason: 'hung up by an operator', endedby: 'operator' },
];

function at(millis: number): string {
    return new Date(millis).toISOString();
}

function made(n: number): CallRecord {
    const end = n % 3 ? ENDS[0]! : ENDS[(n / 3) % ENDS.length]!;
    const began = NOW - 60_000 - n * 350_000 - (n % 7) * 13_337;
    const answered = end.code === 200;
    const rang = answered || end.code === 486 || end.code === 487 ? 300 + (n % 50) * 11 : undefined;
    const setup = 1500 + (n % 40) * 173;
    const duration = answered ? (n * 7919) % (n % 100 ? 600_000 : 9_000_000) : 0;
    const direction = (['in', 'out', 'in', 'out', 'internal'] as const)[n % 5]!;
    const caller = `0301${String(1_000_000 + ((n * 31) % 900)).slice(1)}`;
    const unled = end.code === 404;
    return {
        id: (n * 2_654_435_761 + 1).toString(16).padStart(32, '5b0c1f7e2f9d4a66'), d: domains[n % 3]!.d, direction, node: `esg${(n % 2) + 1}@10.0.0.${(n % 2) + 1}`,
        account: direction === 'internal' ? '' : `line${String(n % 300).padStart(5, '0')}`, attempt: n % 29 === 5 ? 1 : 0, route: unled ? '' : 'to the pbx',
        caller: n % 61 === 3 ? '' : caller, callername: n % 4 ? '' : 'Bob', called: `5550${100 + (n % 80)}`,
        ...(unled ? {} : { callerout: n % 2 ? caller : `+49${caller.slice(1)}`, calledout: String(100 + (n % 80)), callidout: `3kq0${n}@127.0.0.1`, peerout: 'udp:192.0.2.20:5060' }),
        began: at(began), ...(rang ? { rang: at(began + rang) } : {}), ...(answered ? { answered: at(began + setup), setupms: setup } : {}), ended: at(began + setup + duration),
        duration: duration / 1000, code: end.code!, reason: end.reason, endedby: end.endedby!, callid: `${(n * 7919).toString(16)}a84b4c76e66710@192.0.2.${n % 250}`, peer: 'udp:192.0.2.1:5060',
        ...(answered ? { codec: n % 3 ? 'PCMA' : 'opus' } : {}), ...(answered && n % 4 ? media(n, duration) : {}),
    };
}

function media(n: number, duration: number): Partial<CallRecord> {
    const [caller, callee] = [n % 47 ? duration / 20 : 0, n % 94 ? duration / 20 : 0].map(Math.floor);
    return {
        callerpackets: caller, callerlost: caller ? n % 9 : 0, callerjitter: (n % 40) / 4, calleepackets: callee, calleelost: 0, calleejitter: 0.4,
        unheard: caller ? '' : callee ? 'caller' : 'both',
    };
}

/** The newest first. */
let records = Array.from({ length: 10_000 }, (_, n) => made(n));

export function forgetRecords() {
    records = [];
}

/** What a path below /rest/v1/uc/records answers; undefined for other paths. */
export function recorded(path: string, params: URLSearchParams): Reply | undefined {
    if (path === BASE) return refused(params) ?? list(params);
    if (path === `${BASE}/export`) return refused(params) ?? exported(params);
    if (!path.startsWith(`${BASE}/`)) return undefined;
    const id = path.slice(BASE.length + 1);
    const one = records.find((record) => record.id === id);
    return one ? { status: 200, body: one } : { status: 404, body: { status: 404, detail: `There is no record ${id}` } };
}

function refused(params: URLSearchParams): Reply | undefined {
    const wrong = (field: string, message: string) => ({ status: 400, body: { status: 400, detail: `${field} ${message}`, errors: [{ field, message: `${field} ${message}` }] } });
    const code = params.get('code');
    if (code && (!/^\d+$/.test(code) || Number(code) > 699)) return wrong('code', `must be a number from 0 to 699, is ${code}`);
    const time = ['from', 'to'].find((name) => params.get(name) && Number.isNaN(Date.parse(params.get(name)!)));
    if (time) return wrong(time, `must be a time such as 2026-01-02T03:04:05Z, is ${params.get(time)}`);
    const sort = params.get('sort');
    return sort && !/^-?(began|duration)$/.test(sort) ? wrong('sort', `must be one of -began, began, -duration, duration, is ${sort}`) : undefined;
}

function fitting(params: URLSearchParams): CallRecord[] {
    const [d, account, code, number, from, to] = ['d', 'account', 'code', 'number', 'from', 'to'].map((name) => params.get(name));
    const q = params.get('q')?.toLowerCase();
    return records.filter(
        (one) =>
            (!d || one.d === d) &&
            (!account || one.account === account) &&
            (!code || one.code === Number(code)) &&
            (!number || [one.caller, one.called, one.callerout, one.calledout].includes(number)) &&
            (!from || Date.parse(one.began) >= Date.parse(from)) &&
            (!to || Date.parse(one.began) < Date.parse(to)) &&
            (!q || [one.caller, one.called, one.callerout, one.calledout, one.callername, one.callid, one.callidout, one.reason, one.route].join('\n').toLowerCase().includes(q)),
    );
}

function list(params: URLSearchParams): Reply {
    const sort = params.get('sort') ?? '-began';
    const by = (one: CallRecord) => (sort.endsWith('duration') ? one.duration : Date.parse(one.began));
    const fit = fitting(params).sort((a, b) => (by(a) - by(b) || Date.parse(a.began) - Date.parse(b.began)) * (sort.startsWith('-') ? -1 : 1));
    const offset = Number(params.get('offset'));
    return { status: 200, body: { items: fit.slice(offset, offset + Number(params.get('limit') ?? 100)), total: fit.length } };
}

function exported(params: URLSearchParams): Reply {
    const fit = fitting(params).reverse();
    if (params.get('format') === 'json') return { status: 200, body: fit };
    const names = [...new Set(fit.flatMap(Object.keys))] as (keyof CallRecord)[];
    const field = (value: unknown) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ''));
    return { status: 200, body: [names, ...fit.map((one) => names.map((name) => one[name]))].map((line) => `${line.map(field).join(',')}\r\n`).join('') };
}
