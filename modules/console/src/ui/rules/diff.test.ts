import { describe, expect, it } from 'vitest';
import { changes, listChange, merged, said, type Change, type Document } from './diff';

describe('what differs between two documents', () => {
    it.each<[string, Document, Document, Change[]]>([
        ['nothing', { a: 1, b: ['x'] }, { b: ['x'], a: 1 }, []],
        ['a value', { trunks: 10, d: 'a' }, { trunks: 30, d: 'a' }, [{ field: 'trunks', before: 10, after: 30 }]],
        ['a field that is new', {}, { name: '' }, [{ field: 'name', before: undefined, after: '' }]],
        ['a field that is gone', { name: 'x' }, {}, [{ field: 'name', before: 'x', after: undefined }]],
        ['a field within a field', { opts: { a: 1, b: 2 } }, { opts: { a: 1, b: 3 } }, [{ field: 'opts.b', before: 2, after: 3 }]],
        ['an object that is new', {}, { match: { to: '1' } }, [{ field: 'match.to', before: undefined, after: '1' }]],
        ['a list, as one', { x: ['1'] }, { x: ['1', '2'] }, [{ field: 'x', before: ['1'], after: ['1', '2'] }]],
        ['a text where an object was', { x: { y: 1 } }, { x: '' }, [{ field: 'x', before: { y: 1 }, after: '' }]],
    ])('%s', (_, before, after, found) => expect(changes(before, after)).toEqual(found));

    it.each<[string, unknown, unknown, unknown]>([
        ['gained', ['a'], ['a', 'b'], { added: ['b'], removed: [] }],
        ['lost and gained', ['a', 'c'], ['b', 'c'], { added: ['b'], removed: ['a'] }],
        ['was not there', undefined, ['b'], { added: ['b'], removed: [] }],
        ['was told as empty text', '', ['b'], { added: ['b'], removed: [] }],
        ['only in another order', ['a', 'b'], ['b', 'a'], undefined],
        ['no list', 'a', ['a'], undefined],
    ])('a list that has %s', (_, before, after, found) => expect(listChange({ field: 'x', before, after })).toEqual(found));

    it.each<[unknown, string]>([
        [undefined, 'not set'],
        ['', 'empty'],
        ['***', 'a secret, not shown'],
        [[], 'none'],
        [[1, 'a'], '1, a'],
        [false, 'false'],
        [{ a: 1 }, '{"a":1}'],
    ])('%o reads "%s"', (value, text) => expect(said(value)).toBe(text));
});

describe('a merge patch', () => {
    it.each<[string, Document, Document, Document]>([
        ['sets', { a: 1 }, { a: 2 }, { a: 2 }],
        ['removes with null', { a: 1, b: 1 }, { a: null }, { b: 1 }],
        ['goes into objects and takes lists whole', { o: { x: 1, l: [1] } }, { o: { l: [2] } }, { o: { x: 1, l: [2] } }],
        ['makes an object', {}, { o: { x: 1 } }, { o: { x: 1 } }],
    ])('%s', (_, document, patch, result) => expect(merged(document, patch)).toEqual(result));
});
