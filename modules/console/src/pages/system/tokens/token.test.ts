import { describe, expect, it } from 'vitest';
import type { Token } from '../../../api/access';
import { document, standing, wrong, type Written } from './token';

const NOW = new Date(2026, 0, 5, 12).getTime();
const WRITTEN: Written = { name: 'noc', role: 'viewer', d: '', expires: '' };
const TOKEN: Token = { id: '1', name: 'noc', role: 'viewer', enabled: true, created: '2026-01-01T00:00:00Z' };

describe('a token', () => {
    it.each<[Partial<Written>, Record<string, unknown>]>([
        [{}, { name: 'noc', role: 'viewer' }],
        [{ name: ' noc ', d: 'acme' }, { name: 'noc', role: 'viewer', d: 'acme' }],
        [{ role: 'admin', d: 'acme' }, { name: 'noc', role: 'admin' }],
        [{ expires: '2027-01-01T00:00' }, { name: 'noc', role: 'viewer', expires: new Date(2027, 0, 1).toISOString() }],
    ])('%o is sent as %o', (change, sent) => expect(document({ ...WRITTEN, ...change })).toEqual(sent));

    it.each<[Partial<Written>, string[]]>([
        [{}, []],
        [{ name: 'admin' }, ['name']],
        [{ name: 'x'.repeat(101) }, ['name']],
        [{ role: 'domainadmin' }, ['d']],
        [{ role: 'domainadmin', d: 'acme' }, []],
        [{ expires: '2026-01-05T11:59' }, ['expires']],
        [{ expires: '2026-01-05T12:01' }, []],
    ])('%o is wrong at %o', (change, fields) => expect(Object.keys(wrong({ ...WRITTEN, ...change }, NOW))).toEqual(fields));

    it.each<[Partial<Token>, string]>([
        [{}, 'valid'],
        [{ enabled: false }, 'disabled'],
        [{ expires: '2025-01-01T00:00:00Z' }, 'expired'],
        [{ expires: '2027-01-01T00:00:00Z' }, 'valid'],
    ])('%o is %s', (change, text) => expect(standing({ ...TOKEN, ...change }, NOW).text).toBe(text));
});
