import { describe, expect, it } from 'vitest';
import { domainFile, stepChanges, stepName } from './file';

describe('the file of a domain', () => {
    it('tells where it comes from, what it holds, and what it leaves alone', () => {
        expect(domainFile('{"esg": 1, "d": "acme.example", "providers": [{}, {}], "routes": [{}]}')).toMatchObject({
            d: 'acme.example', holds: '2 accounts, 1 route', without: ['subscribers', 'normalization rules'],
        });
    });

    it.each([
        ['{', 'not JSON'],
        ['[]', 'not an object'],
        ['{"providers": []}', 'no "esg"'],
    ])('%s is none: %s', (text, why) => expect(domainFile(text)).toContain(why));

    it('has its steps told by what people call them', () => {
        expect(stepName({ what: 'added', kind: 'providers', id: '5f', name: 'p1' })).toBe('account p1');
        expect(stepName({ what: 'changed', kind: 'normalizationrules', id: '5f', name: '' })).toBe('normalization rule 5f');
        expect(stepChanges({ what: 'changed', kind: 'providers', id: '1', name: '', fields: { trunks: { before: 1, after: 2 } } })).toEqual([
            { field: 'trunks', before: 1, after: 2 },
        ]);
    });
});
