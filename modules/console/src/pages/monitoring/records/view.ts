import { RECORDS, type CallRecord } from '../../../api/records';
import { withParams } from '../../../api/client';
import { PAGE } from '../../../ui/useListQuery';

export const PATH = '/monitoring/records';

/** When calls began; `times` is what the two fields beside it say. */
export const RANGES = [
    { value: 'today', label: 'Today' },
    { value: '24h', label: 'Last 24 hours' },
    { value: '7d', label: 'Last 7 days' },
    { value: '30d', label: 'Last 30 days' },
    { value: 'all', label: 'At any time' },
    { value: 'times', label: 'Between …' },
] as const;

export type Range = (typeof RANGES)[number]['value'];

/** What the page shows, as its address says it. */
export interface View {
    q: string;
    number: string;
    account: string;
    code: string;
    range: Range;
    /** ISO 8601, of `times` alone. */
    from: string;
    to: string;
    sort: string;
    offset: number;
    /** Id of the record that is opened. */
    open: string;
}

/** A day is asked for at first, so that a table of millions answers at once. */
export const FIRST: View = { q: '', number: '', account: '', code: '', range: '24h', from: '', to: '', sort: '', offset: 0, open: '' };

const SORTS = ['-began', 'began', '-duration', 'duration'];
const HOUR = 3_600_000;
const HOURS: Partial<Record<Range, number>> = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

export function readView(address: URLSearchParams): View {
    const text = (name: string) => address.get(name) ?? '';
    const time = (name: string) => (Number.isNaN(Date.parse(text(name))) ? '' : new Date(text(name)).toISOString());
    const [from, to] = [time('from'), time('to')];
    const known = RANGES.find(({ value }) => value === text('range'))?.value;
    const range = known ?? (from || to ? 'times' : FIRST.range);
    const offset = Number(text('offset'));
    return {
        q: text('q'),
        number: text('number'),
        account: text('account'),
        code: text('code'),
        range,
        ...(range === 'times' ? { from, to } : { from: '', to: '' }),
        sort: SORTS.includes(text('sort')) ? text('sort') : '',
        offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
        open: text('open'),
    };
}

/** Only what differs from the first sight of the page. */
export function written(view: View): Record<string, string> {
    const differ = Object.entries(view).filter(([name, value]) => value !== FIRST[name as keyof View]);
    return Object.fromEntries(differ.map(([name, value]) => [name, String(value)]));
}

/** Of another filter or order the first page is shown; a record is opened where it stands. */
export function changed(view: View, change: Partial<View>): View {
    const next = { ...view, ...('open' in change ? {} : { offset: 0 }), ...change };
    return next.range === 'times' ? next : { ...next, from: '', to: '' };
}

/** Times of a range, `now` in milliseconds; '' is no limit. */
export function times({ range, from, to }: Pick<View, 'range' | 'from' | 'to'>, now: number): { from: string; to: string } {
    if (range === 'times') return { from, to };
    const hours = HOURS[range];
    if (hours) return { from: iso(now - hours * HOUR), to: '' };
    return { from: range === 'today' ? iso(new Date(now).setHours(0, 0, 0, 0)) : '', to: '' };
}

function iso(millis: number): string {
    return new Date(Math.floor(millis / 1000) * 1000).toISOString();
}

function filter(view: View, d: string, now: number) {
    const { q, number, account, code } = view;
    return { d, q: q.trim(), number: number.trim(), account: account.trim(), code: code.trim(), ...times(view, now) };
}

/** What REST is asked for. */
export function asked(view: View, d: string, now: number) {
    return { ...filter(view, d, now), sort: view.sort, limit: PAGE, offset: view.offset };
}

export function exportPath(view: View, d: string, format: 'csv' | 'json', now: number): string {
    return withParams(`${RECORDS}/export`, { format, ...filter(view, d, now) });
}

/** What is wrong with the times of a view. */
export function mistake({ from, to }: View): string | undefined {
    return from && to && from >= to ? 'is not after From' : undefined;
}

/** The order after a press on a column's head: by the beginning one way or the other, else the server's own again. */
export function nextSort(shown: string, pressed: string): string {
    const next = pressed || (shown === '-began' ? 'began' : '');
    return next === '-began' ? '' : next;
}

/** Why there is nothing: what was asked for, the time, or that there is none at all. */
export function nothing(view: View, d: string): 'filter' | 'time' | 'domain' | 'none' {
    if (view.q.trim() || view.number.trim() || view.account.trim() || view.code.trim()) return 'filter';
    if (view.range !== 'all' && (view.range !== 'times' || view.from || view.to)) return 'time';
    return d ? 'domain' : 'none';
}

/** Around its beginning, so that the database has to search an hour alone: a call's tries begin one after the other. */
export function triesPath({ callid, began }: Pick<CallRecord, 'callid' | 'began'>): string {
    const at = Date.parse(began);
    return withParams(PATH, written({ ...FIRST, q: callid, range: 'times', from: iso(at - HOUR / 2), to: iso(at + HOUR / 2) }));
}
