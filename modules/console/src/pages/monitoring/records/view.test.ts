import { describe, expect, it } from 'vitest';
import { asked, changed, exportPath, FIRST, mistake, nextSort, nothing, readView, times, triesPath, written, type View } from './view';

const NOW = Date.parse('2026-01-10T12:00:00.700Z');
const FROM = '2026-01-02T03:04:05.000Z';
const TO = '2026-01-03T00:00:00.000Z';

const read = (address: string) => readView(new URLSearchParams(address));

describe('the address of the page', () => {
    it('is empty at first', () => {
        expect(read('')).toEqual(FIRST);
        expect(written(FIRST)).toEqual({});
    });

    it.each<Partial<View>>([
        { q: 'a b&c' },
        { number: '+49301234567', account: 'p1', code: '0' },
        { range: '7d', sort: '-duration', offset: 100 },
        { range: 'times', from: FROM },
        { range: 'times' },
        { range: 'times', from: FROM, to: TO, open: '5b0c' },
    ])('brings %o back', (part) => {
        const view = { ...FIRST, ...part };
        expect(read(new URLSearchParams(written(view)).toString())).toEqual(view);
    });

    it.each<[string, string, Partial<View>]>([
        ['no such range', 'range=year', { range: '24h' }],
        ['times without a range', `from=${FROM}`, { range: 'times', from: FROM }],
        ['times beside another range', `range=7d&from=${FROM}`, { range: '7d' }],
        ['no time', 'range=times&from=soon', { range: 'times' }],
        ['a time of another zone', 'from=2026-01-02T04:04:05%2B01:00', { range: 'times', from: FROM }],
        ['no such order', 'sort=caller', {}],
        ['no place', 'offset=-5', {}],
        ['no number', 'offset=x', {}],
    ])('with %s is one all the same', (_, address, part) => expect(read(address)).toEqual({ ...FIRST, ...part }));
});

describe('a change', () => {
    const third = { ...FIRST, offset: 100 };

    it.each<[string, Partial<View>, Partial<View>]>([
        ['of the filter begins with the first page', { q: 'x' }, { q: 'x', offset: 0 }],
        ['of the order does', { sort: 'began' }, { sort: 'began', offset: 0 }],
        ['of the page does not', { offset: 150 }, { offset: 150 }],
        ['that opens a record leaves the page', { open: 'a' }, { open: 'a' }],
    ])('%s', (_, change, part) => expect(changed(third, change)).toEqual({ ...third, ...part }));

    it('to another range forgets the times', () => {
        expect(changed({ ...FIRST, range: 'times', from: FROM, to: TO }, { range: 'all' })).toEqual({ ...FIRST, range: 'all' });
    });

    it.each([
        ['-began', '', 'began'],
        ['began', '-began', ''],
        ['-began', 'duration', 'duration'],
        ['duration', '-duration', '-duration'],
        ['-duration', '', ''],
    ])('of the order %s by a press that says "%s" leads to "%s"', (shown, pressed, next) => expect(nextSort(shown, pressed)).toBe(next));
});

describe('a range', () => {
    it.each<[View['range'], string]>([
        ['24h', '2026-01-09T12:00:00.000Z'],
        ['7d', '2026-01-03T12:00:00.000Z'],
        ['30d', '2025-12-11T12:00:00.000Z'],
        ['all', ''],
    ])('%s begins at "%s" and has no end', (range, from) => expect(times({ range, from: '', to: '' }, NOW)).toEqual({ from, to: '' }));

    it('begins today at midnight where the reader is', () => {
        const { from } = times({ range: 'today', from: '', to: '' }, NOW);
        expect(new Date(from).toTimeString().slice(0, 8)).toBe('00:00:00');
        expect(NOW - Date.parse(from)).toBeLessThan(25 * 3_600_000);
    });

    it('of one’s own is what is written', () => {
        expect(times({ range: 'times', from: FROM, to: '' }, NOW)).toEqual({ from: FROM, to: '' });
    });

    it('that ends before it begins is told', () => {
        expect(mistake({ ...FIRST, range: 'times', from: TO, to: FROM })).toBe('is not after From');
        expect(mistake({ ...FIRST, range: 'times', from: FROM, to: TO })).toBeUndefined();
        expect(mistake({ ...FIRST, range: 'times', from: FROM })).toBeUndefined();
    });
});

describe('REST', () => {
    it('is asked for a page, without blanks around what was pasted', () => {
        const view = { ...FIRST, number: ' 5550100 ', range: 'all' as const, sort: 'duration', offset: 50 };
        expect(asked(view, 'acme.example', NOW)).toEqual({
            d: 'acme.example', q: '', number: '5550100', account: '', code: '', from: '', to: '', sort: 'duration', limit: 50, offset: 50,
        });
    });

    it('exports all that fits, whatever page is shown', () => {
        const view = { ...FIRST, number: '+49301', range: 'times' as const, from: FROM, to: TO, sort: 'duration', offset: 50 };
        expect(exportPath(view, '', 'csv', NOW)).toBe(
            '/rest/v1/uc/records/export?format=csv&number=%2B49301&from=2026-01-02T03%3A04%3A05.000Z&to=2026-01-03T00%3A00%3A00.000Z',
        );
    });

    it('finds the tries of a call within an hour', () => {
        const address = triesPath({ callid: 'a84b@192.0.2.1', began: '2026-01-02T03:04:05.100Z' });
        expect(read(address.split('?')[1]!)).toEqual({ ...FIRST, q: 'a84b@192.0.2.1', range: 'times', from: '2026-01-02T02:34:05.000Z', to: '2026-01-02T03:34:05.000Z' });
    });
});

describe('nothing is found', () => {
    it.each<[Partial<View>, string, string]>([
        [{ q: 'x' }, '', 'filter'],
        [{ code: '486', range: 'all' }, 'acme', 'filter'],
        [{ q: ' ' }, '', 'time'],
        [{ range: 'times', from: FROM }, '', 'time'],
        [{ range: 'times' }, '', 'none'],
        [{ range: 'all' }, 'acme', 'domain'],
        [{ range: 'all' }, '', 'none'],
    ])('with %o in "%s" because of the %s', (part, d, why) => expect(nothing({ ...FIRST, ...part }, d)).toBe(why));
});
