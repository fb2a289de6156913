import { describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../api/records';
import { diagramOf, direction, endedBy, heard, moment, outcome, passed, rewritten, unheard } from './record';

const RECORD: CallRecord = {
    id: '5b0c', d: 'acme.example', account: 'p1', direction: 'in', node: 'esg1@127.0.0.1', attempt: 0, caller: '0301234567', called: '5550100', callerout: '+49301234567',
    calledout: '100', began: '2026-01-02T03:04:05.100Z', answered: '2026-01-02T03:04:07.600Z', ended: '2026-01-02T03:05:09.950Z', setupms: 2500, duration: 62.35, code: 200,
    reason: 'caller hung up', endedby: 'caller', callid: 'a84b@192.0.2.1',
};

describe('a record', () => {
    it.each<[string, Partial<CallRecord>, string, string]>([
        ['that was talked', {}, 'ended', '200 caller hung up'],
        ['that was talked and cut off', { reason: 'no media from either end', endedby: 'timeout' }, 'pending', '200 no media from either end'],
        ['whose reason has the code', { answered: undefined, code: 486, reason: '486 Busy Here', endedby: 'callee' }, 'failed', '486 Busy Here'],
        ['whose reason begins with other digits', { answered: undefined, code: 48, reason: '486 Busy Here' }, 'failed', '48 486 Busy Here'],
        ['that was refused', { answered: undefined, code: 404, reason: 'EB2B. No route', endedby: 'platform' }, 'failed', '404 EB2B. No route'],
        ['that got no answer', { answered: undefined, code: 0, reason: 'the caller is gone', endedby: 'timeout' }, 'failed', 'the caller is gone'],
        ['of which nothing is known', { answered: undefined, code: 0, reason: '' }, 'failed', 'not answered'],
    ])('%s', (_, part, kind, text) => expect(outcome({ ...RECORD, ...part })).toEqual({ kind, text }));

    it.each([
        ['0301234567', '+49301234567', '+49301234567'],
        ['100', '100', ''],
        ['100', '', ''],
        ['100', undefined, ''],
        ['', '100', '100'],
    ])('of number %s sent as %s tells "%s"', (received, sent, told) => expect(rewritten(received, sent)).toBe(told));

    it('has the diagram of its try', () => {
        expect(diagramOf(RECORD)).toBe('/monitoring/calls/a84b%40192.0.2.1/diagram');
        expect(diagramOf({ ...RECORD, attempt: 2 })).toBe('/monitoring/calls/a84b%40192.0.2.1~2/diagram');
    });

    it.each<[CallRecord['unheard'], string]>([
        ['caller', 'caller not heard'],
        ['both', 'nobody heard'],
        ['', ''],
        [undefined, ''],
    ])('in which %s was unheard says "%s"', (who, text) => expect(unheard({ ...RECORD, unheard: who })).toBe(text));

    it('says what a newer node calls as that node does', () => {
        const novel = { ...RECORD, direction: 'across', endedby: 'moon' } as unknown as CallRecord;
        expect(direction(novel)).toEqual({ short: 'across', long: 'across' });
        expect(endedBy(novel)).toBe('moon');
    });
});

describe('figures of media', () => {
    it('are not there where media passed the gateway by', () => expect(heard(RECORD, 'caller')).toBeUndefined());

    it.each<[string, number, number, string]>([
        ['nothing lost', 3104, 0, '0.0 %'],
        ['little lost', 3104, 2, '0.06 %'],
        ['much lost', 75, 25, '25.0 %'],
        ['nothing heard', 0, 0, '0.0 %'],
    ])('tell a loss: %s', (_, packets, lost, loss) => {
        expect(heard({ ...RECORD, calleepackets: packets, calleelost: lost, calleejitter: 1.5 }, 'callee')).toEqual({ packets, lost, loss, jitter: 1.5 });
    });
});

describe('what passed', () => {
    it.each<[string | undefined, string]>([
        [undefined, ''],
        ['2026-01-02T03:04:05.400Z', '300 ms'],
        ['2026-01-02T03:04:07.600Z', '2.5 s'],
    ])('until %s is "%s"', (to, text) => expect(passed(RECORD.began, to)).toBe(text));
});

describe('a moment', () => {
    const at = (day: number, hour: number) => new Date(2026, 0, day, hour, 4, 5, 6).toISOString();

    it('has its date, and not again on the same day', () => {
        expect(moment(at(2, 23))).toBe('2026-01-02 23:04:05.006');
        expect(moment(at(2, 23), at(2, 1))).toBe('23:04:05.006');
        expect(moment(at(3, 0), at(2, 23))).toBe('2026-01-03 00:04:05.006');
    });
});
