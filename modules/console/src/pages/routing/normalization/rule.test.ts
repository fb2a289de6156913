import { describe, expect, it } from 'vitest';
import type { NormalizationRule } from '../../../api/types';
import { badTemplate, badTemplates, meets, writes } from './rule';

const RULE: NormalizationRule = { id: '1', d: 'acme.example', enabled: true, direction: 'out' };

describe('a rule in a line', () => {
    it.each<[Partial<NormalizationRule>, string, string]>([
        [{}, 'all', 'nothing: as without a rule'],
        [{ match: { from: '*', to: '8*', ruri: '*' }, set: { touser: '{1}', headers: {} } }, 'to 8*', 'touser {1}'],
        [{ match: { from: '2??', to: '8*' }, set: { pai: '', headers: { Privacy: 'id', Diversion: '' } } }, 'from 2??, to 8*', 'pai empty, Privacy id, Diversion empty'],
    ])('%o', (change, who, what) => {
        const rule = { ...RULE, ...change };
        expect([meets(rule), writes(rule)]).toEqual([who, what]);
    });
});

describe('a template', () => {
    it.each<[string, string]>([
        ['', ''],
        ['8{1}', ''],
        ['{account.username}', ''],
        ['<sip:+7{to.1}@{account.domain}>;reason=unconditional', ''],
        ['{{1}}', ''],
        ['{0}', 'there is no {0}'],
        ['{user}', 'there is no {user}'],
        ['{from.user', 'has a brace that is alone; {{ stands for {'],
        ['1}', 'has a brace that is alone; }} stands for }'],
    ])('“%s” %s', (text, why) => expect(badTemplate(text)).toBe(why));

    it('is refused by its field, headers by their name', () => {
        expect(badTemplates({ set: { touser: '{x}', fromuser: 'ok', headers: { 'X-A': '}' } } }).map(({ field }) => field)).toEqual(['set.touser', 'set.headers.X-A']);
        expect(badTemplates({ set: 'wrong' })).toEqual([]);
    });
});
