import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/client';
import { parsed, placed } from './problems';

const SHOWN = ['address', 'opts', 'code'];

function refused(...errors: [string, string][]) {
    return new Problem(422, 'no', errors.map(([field, message]) => ({ field, message })));
}

describe('a refusal', () => {
    it.each<[string, unknown, ReturnType<typeof placed>]>([
        ['none', null, { at: {}, rest: '' }],
        ['at its field', refused(['code', 'must be from 400 to 699']), { at: { code: 'must be from 400 to 699' }, rest: '' }],
        ['two at one field', refused(['code', 'a'], ['code', 'b']), { at: { code: 'a; b' }, rest: '' }],
        ['within a field that is shown', refused(['opts.extusernames', 'bad']), { at: { opts: 'bad' }, rest: '' }],
        ['of a field that is not shown', refused(['colour', 'unknown field'], ['', 'else']), { at: {}, rest: 'colour: unknown field; else' }],
        ['without fields', new Problem(409, 'still has 2 routes'), { at: {}, rest: 'still has 2 routes' }],
        ['no answer at all', new TypeError('x'), { at: {}, rest: 'x' }],
    ])('%s', (_, error, found) => expect(placed(error, SHOWN)).toEqual(found));
});

describe('text that ought to be a document', () => {
    it('is one', () => expect(parsed('{"a": 1}')).toEqual({ document: { a: 1 } }));
    it('is a list', () => expect(parsed('[1]').error).toContain('not an object'));
    it('says the line where it breaks', () => expect(parsed('{\n"a": 1,\n}').error).toMatch(/line 3/));
});
