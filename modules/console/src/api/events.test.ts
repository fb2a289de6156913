import { describe, expect, it } from 'vitest';
import { explained, Problem, withParams } from './client';
import { withCall, withRegistration } from './events';
import type { Call, ProviderState } from './types';

const ROW = { d: 'acme', code: 'p1', regstate: 'registered', pingstate: 'ok', node: 'esg1@h', since: 'before' } as ProviderState;
const CALL = { id: 'c1', state: 'ringing' } as Call;

describe('an event', () => {
    it('changes the row it is about, and since when', () => {
        const event = { at: 'now', node: 'esg2@h', d: 'acme', code: 'p1', regstate: 'failed', failure: '403' };
        expect(withRegistration(ROW, event)).toMatchObject({ regstate: 'failed', failure: '403', since: 'now', node: 'esg2@h', pingstate: 'ok' });
    });

    it('that only repeats the state leaves since when', () => {
        expect(withRegistration(ROW, { at: 'now', node: 'esg1@h', d: 'acme', code: 'p1', regstate: 'registered' }).since).toBe('before');
    });

    it('of a ping leaves the registration', () => {
        const row = withRegistration({ ...ROW, failure: 'x' }, { at: 'now', node: 'esg1@h', d: 'acme', code: 'p1', pingstate: 'failed' });
        expect(row).toMatchObject({ regstate: 'registered', pingstate: 'failed', failure: 'x', since: 'before' });
    });

    it('of another account or call changes nothing', () => {
        expect(withRegistration(ROW, { at: 'now', node: 'n', d: 'other', code: 'p1', regstate: 'failed' })).toBe(ROW);
        expect(withCall(CALL, { at: 'now', node: 'n', id: 'c2', state: 'ended' })).toBe(CALL);
        expect(withCall(CALL, { at: 'now', node: 'n', id: 'c1', state: 'talking' }).state).toBe('talking');
    });
});

describe('what goes to the server and comes back', () => {
    it('leaves out what is not asked', () => {
        expect(withParams('/x', { d: '', q: 'a&b', limit: 50, offset: 0, state: undefined })).toBe('/x?q=a%26b&limit=50&offset=0');
        expect(withParams('/x', {})).toBe('/x');
    });

    it.each<[unknown, string]>([
        [new Problem(422, 'Not acceptable', [{ field: 'd', message: 'is no domain' }, { field: 'code', message: 'is taken' }]), 'd: is no domain; code: is taken'],
        [new Problem(403, 'role admin is needed'), 'role admin is needed'],
        [new Error('broken'), 'broken'],
    ])('%s is read as "%s"', (error, text) => expect(explained(error)).toBe(text));
});
