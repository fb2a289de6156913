import type { CallRecord, End } from '../../../api/records';
import { clock, millis } from '../../../ui/format';
import { diagramPath } from '../calls/diagramPath';

const DIRECTIONS: Record<string, { short: string; long: string }> = {
    in: { short: '→ in', long: 'in, from the provider' },
    out: { short: '← out', long: 'out, to the provider' },
    internal: { short: '↔ inside', long: 'internal, from one subscriber to another' },
};

const ENDED_BY: Record<string, string> = {
    caller: 'the caller',
    callee: 'the callee',
    platform: 'the gateway: a limit, a rule or an error of its own',
    operator: 'an operator, who hung it up',
    timeout: 'time: nobody answered, acknowledged, refreshed or was heard',
    transfer: 'a transfer: it was joined with another call',
    node: 'its node, which went away with it',
};

const UNHEARD: Record<string, string> = { caller: 'caller not heard', callee: 'callee not heard', both: 'nobody heard' };

export function direction(of: CallRecord): { short: string; long: string } {
    return DIRECTIONS[of.direction] ?? { short: of.direction, long: of.direction };
}

export function endedBy({ endedby }: CallRecord): string {
    return ENDED_BY[endedby] ?? endedby;
}

/** A colour's name and words; an answered call that nobody hung up stands between the two. */
export function outcome({ code, reason, answered, endedby }: CallRecord): { kind: string; text: string } {
    const said = reason ?? '';
    const repeated = said === String(code) || said.startsWith(`${code} `);
    const text = [code && !repeated ? String(code) : '', said].filter(Boolean).join(' ');
    if (!answered) return { kind: 'failed', text: text || 'not answered' };
    return { kind: ['platform', 'timeout', 'node'].includes(endedby) ? 'pending' : 'ended', text: text || 'ended' };
}

/** Who was not heard, in words; '' when all is well or nothing is known. */
export function unheard({ unheard: who }: CallRecord): string {
    return who ? (UNHEARD[who] ?? who) : '';
}

/** As sent, where that is not as received. */
export function rewritten(received: string, sent: string | undefined): string {
    return sent && sent !== received ? sent : '';
}

/** The diagram's name of the call: each try but the first has one of its own. */
export function diagramOf({ callid, attempt }: CallRecord): string {
    return diagramPath(callid + (attempt ? `~${attempt}` : ''));
}

export interface Heard {
    packets: number;
    lost: number;
    /** Of all that were sent, in per cent. */
    loss: string;
    /** Milliseconds. */
    jitter: number;
}

/** What came from one end; undefined where media passed the gateway by. */
export function heard(record: CallRecord, end: End): Heard | undefined {
    const packets = record[`${end}packets`];
    if (packets === undefined) return undefined;
    const lost = record[`${end}lost`] ?? 0;
    const loss = packets + lost > 0 ? (100 * lost) / (packets + lost) : 0;
    return { packets, lost, loss: `${loss.toFixed(loss > 0 && loss < 1 ? 2 : 1)} %`, jitter: record[`${end}jitter`] ?? 0 };
}

/** `12 ms`, `2.5 s`: from one time to another. */
export function passed(from: string, to: string | undefined): string {
    if (!to) return '';
    const millis = Date.parse(to) - Date.parse(from);
    return millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;
}

/** Local time to the millisecond, with the date unless that is the day of the other. */
export function moment(time: string, other?: string): string {
    const day = (of: string) => clock(of, 0).split(' ')[0];
    return other && day(other) === day(time) ? millis(time) : `${day(time)} ${millis(time)}`;
}
