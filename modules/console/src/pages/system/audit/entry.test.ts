import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../api/access';
import { deed, entryChanges, summary } from './entry';

const ENTRY: AuditEntry = {
    id: 1, at: '2026-01-02T03:04:05Z', who: 'noc', role: 'admin', address: '192.0.2.50', action: 'update', kind: 'provider', d: 'acme', key: 'p1',
};

describe('an entry of the record', () => {
    it.each<[Partial<AuditEntry>, string]>([
        [{}, 'changed provider p1'],
        [{ action: 'lift', kind: 'ban', key: '192.0.2.7' }, 'lifted ban 192.0.2.7'],
        [{ action: 'signin', kind: 'session', key: '' }, 'signed in'],
        [{ action: 'novel', kind: 'thing', key: 'x' }, 'novel thing x'],
    ])('%o reads "%s"', (change, text) => expect(deed({ ...ENTRY, ...change })).toBe(text));

    it.each<[string, Partial<AuditEntry>, string]>([
        ['a value', { before: { trunks: 10 }, after: { trunks: 30 } }, 'trunks 10 → 30'],
        ['a list', { before: { extaddrs: ['a', 'b'] }, after: { extaddrs: ['b', 'c'] } }, 'extaddrs +c −a'],
        ['only what differs within a field', { before: { opts: { a: 1, b: 1 } }, after: { opts: { a: 1, b: 2 } } }, 'opts.b 1 → 2'],
        ['a password', { before: { pwd: '***' }, after: { pwd: '***' } }, 'pwd, not shown'],
        ['many', { before: { a: 1, b: 1, c: 1, e: 1 }, after: { a: 2, b: 2, c: 2, e: 2 } }, 'a 1 → 2; b 1 → 2; c 1 → 2; 1 more'],
        ['a new document: told where it is opened', { after: { code: 'p1' } }, ''],
    ])('%s in one line', (_, change, text) => expect(summary({ ...ENTRY, ...change })).toBe(text));

    it('shows a new document whole', () => {
        expect(entryChanges({ ...ENTRY, after: { code: 'p1', pwd: '***' } }).map(({ field }) => field)).toEqual(['code', 'pwd']);
    });
});
