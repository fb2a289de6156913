import { describe, expect, it } from 'vitest';
import { checked, differences, documentOf, draftOf, isHost, parsed, placed, rebased, type Doc, type Draft, type Field } from './fields';

const FIELDS: Field[] = [
    { name: 'code', label: '', help: '', kind: 'text', required: true, without: '@/' },
    { name: 'domain', label: '', help: '', kind: 'text', host: true },
    { name: 'pwd', label: '', help: '', kind: 'secret' },
    { name: 'trunks', label: '', help: '', kind: 'whole', least: 0, most: 100, absent: 'no limit' },
    { name: 'codes', label: '', help: '', kind: 'wholes', least: 300, most: 699, keepEmpty: true },
    { name: 'media', label: '', help: '', kind: 'flag', absent: false },
    { name: 'transport', label: '', help: '', kind: 'choice', options: { udp: '', tcp: '' }, absent: 'udp' },
    { name: 'extaddrs', label: '', help: '', kind: 'lines' },
    { name: 'opts.codecs', label: '', help: '', kind: 'words' },
    { name: 'set.touser', label: '', help: '', kind: 'template' },
    { name: 'set.headers', label: '', help: '', kind: 'pairs', shown: (doc) => doc.media !== true },
];

const DOC: Doc = {
    id: '7', code: 'p1', domain: 'sip.example', pwd: '***', trunks: 10, codes: [503], media: true, transport: 'tcp',
    extaddrs: ['192.0.2.1', '/reg/^a,b$'], opts: { codecs: ['PCMA', 'opus'], new: 1 }, set: { touser: '', headers: { Privacy: 'id', Diversion: '' } },
};

function edited(change: Draft, of = DOC): Doc {
    return documentOf(FIELDS, { ...draftOf(FIELDS, of), ...change }, of);
}

describe('a document in a form', () => {
    it('comes back as it was, with what the form does not know', () => expect(edited({})).toEqual(DOC));

    it('says no more than was said: defaults stay unsaid, but for lists that count when empty', () => {
        expect(edited({}, {})).toEqual({ codes: [] });
        expect(edited({ media: true, transport: 'tcp' }, {})).toEqual({ media: true, transport: 'tcp', codes: [] });
        expect(edited({ media: false, transport: 'udp' })).toMatchObject({ media: false, transport: 'udp' });
    });

    it.each<[string, Draft, Doc]>([
        ['a number', { trunks: ' 20 ' }, { trunks: 20 }],
        ['what is no number stays, to be refused', { trunks: 'ten' }, { trunks: 'ten' }],
        ['numbers', { codes: '503, 486  600' }, { codes: [503, 486, 600] }],
        ['no numbers', { codes: '' }, { codes: [] }],
        ['lines, of which commas are part', { extaddrs: '192.0.2.9\n\n /reg/a,b \n' }, { extaddrs: ['192.0.2.9', '/reg/a,b'] }],
        ['names', { 'opts.codecs': 'PCMU,opus' }, { opts: { codecs: ['PCMU', 'opus'], new: 1 } }],
        ['a secret is not trimmed', { pwd: ' a ' }, { pwd: ' a ' }],
        ['a template that is filled', { 'set.touser': '8{1}' }, { set: { touser: '8{1}', headers: { Privacy: 'id', Diversion: '' } } }],
        ['a template that is left out', { 'set.touser': null }, { set: { headers: { Privacy: 'id', Diversion: '' } } }],
        ['headers', { 'set.headers': 'Privacy: none\nX-A: sip:a@b:5060\nGone:' }, { set: { touser: '', headers: { Privacy: 'none', 'X-A': 'sip:a@b:5060', Gone: '' } } }],
    ])('%s', (_, draft, change) => expect(edited(draft)).toEqual({ ...DOC, ...change }));

    it.each<[string, Draft]>([
        ['trunks', { trunks: '' }],
        ['domain', { domain: ' ' }],
        ['extaddrs', { extaddrs: '' }],
        ['pwd', { pwd: '' }],
    ])('%s is taken out when emptied', (name, draft) => expect(edited(draft)).not.toHaveProperty(name));

    it('whose inside is no object is left for the server to refuse', () => {
        expect(edited({ 'opts.codecs': 'PCMA' }, { ...DOC, opts: 5 })).toEqual({ ...DOC, opts: 5 });
    });
});

describe('a field is refused before the server is asked', () => {
    it.each<[Draft, string[]]>([
        [{}, []],
        [{ code: '' }, ['code: is required']],
        [{ code: 'a b' }, ['code: may not contain spaces or any of @ /']],
        [{ code: 'a/b' }, ['code: may not contain spaces or any of @ /']],
        [{ domain: 'no host!' }, ['domain: is not a host name or address: no host!']],
        [{ trunks: '-1' }, ['trunks: must be from 0 to 100']],
        [{ trunks: '1.5' }, ['trunks: “1.5” is not a whole number']],
        [{ codes: '503 200' }, ['codes: must be from 300 to 699']],
        [{ media: false, 'set.headers': 'Privacy id' }, ['set.headers: “Privacy id” is not Name: text']],
        [{ media: false, 'set.headers': 'A: 1\nB: 2\nA: 3' }, ['set.headers: A is there twice']],
        [{ media: true, 'set.headers': 'Privacy id' }, []], // not shown, so not asked for
    ])('%o', (change, errors) => {
        const draft = { ...draftOf(FIELDS, DOC), ...change };
        expect(checked(FIELDS, draft, documentOf(FIELDS, draft, DOC)).map((e) => `${e.field}: ${e.message}`)).toEqual(errors);
    });

    it.each<[string, boolean]>([
        ['sip.carrier.example', true],
        ['192.0.2.1', true],
        ['2001:db8::1', true],
        ['_sip.x', true],
        ['a:5060', false],
        ['', false],
        ['http://x', false],
        ['-x', false],
    ])('%s as a host: %s', (text, fits) => expect(isHost(text)).toBe(fits));
});

describe('JSON', () => {
    it.each<[string, Doc | string]>([
        ['{"a": {"b": [1]}}', { a: { b: [1] } }],
        ['{"a": ', 'JSON'],
        ['[1]', 'object'],
        ['null', 'object'],
        ['', 'JSON'],
    ])('%s', (text, doc) => {
        if (typeof doc === 'string') expect(parsed(text)).toEqual(expect.stringContaining(doc));
        else expect(parsed(text)).toEqual(doc);
    });
});

describe('what the server refuses', () => {
    it('is read at its field', () => {
        const { byField, others } = placed(FIELDS, [
            { field: 'code', message: 'is taken' },
            { field: 'code', message: 'is too long' },
            { field: 'set.headers.Via', message: 'is written by the gateway' },
            { field: 'colour', message: 'unknown field' },
            { field: 'sett', message: 'unknown field' },
        ]);
        expect(byField).toEqual({ code: 'is taken; is too long', 'set.headers': 'Via is written by the gateway' });
        expect(others.map(({ field }) => field)).toEqual(['colour', 'sett']);
    });
});

describe('two who change one document', () => {
    const BASE = { name: 'a', trunks: 1, opts: { ptime: 20, dtmf: 'pass' }, list: [1] };

    it.each<[string, Doc, Doc, Doc]>([
        ['mine is put onto theirs', { ...BASE, name: 'mine' }, { ...BASE, trunks: 2 }, { ...BASE, name: 'mine', trunks: 2 }],
        ['of the same field mine counts', { ...BASE, name: 'mine' }, { ...BASE, name: 'theirs' }, { ...BASE, name: 'mine' }],
        ['inside an object each by itself', { ...BASE, opts: { ptime: 30, dtmf: 'pass' } }, { ...BASE, opts: { ptime: 20, dtmf: 'info' } }, { ...BASE, opts: { ptime: 30, dtmf: 'info' } }],
        ['what I took out is out', { name: 'a', opts: BASE.opts, list: [1] }, { ...BASE, name: 'theirs' }, { name: 'theirs', opts: BASE.opts, list: [1] }],
        ['a list is one value', { ...BASE, list: [1, 2] }, { ...BASE, list: [3] }, { ...BASE, list: [1, 2] }],
    ])('%s', (_, mine, theirs, both) => expect(rebased(BASE, mine, theirs)).toEqual(both));

    it('are told the fields that differ, whatever their order', () => {
        expect(differences(BASE, { list: [1], trunks: 1, opts: { dtmf: 'info', ptime: 20 }, name: 'b' })).toEqual(['name', 'opts.dtmf']);
        expect(differences(BASE, { ...BASE })).toEqual([]);
    });
});
