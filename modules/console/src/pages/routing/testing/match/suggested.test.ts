import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../../../api/explanation';
import type { Document } from '../../../../ui/rules/diff';
import { accountPath, byHand, patchFor, suggested } from './suggested';

const SUGGESTION: Suggestion = {
    text: 'add 192.0.2.7 to extaddrs', d: 'acme', code: 'p1', step: '2.3', sourceallowed: true, opens: true,
    changes: [{ field: 'extaddrs', add: '192.0.2.7' }],
    request: { method: 'PATCH', path: '/rest/v1/uc/providers/5f0c', body: { extaddrs: ['192.0.2.7'] } },
};

describe('a suggestion', () => {
    it.each<[string, Document, Document, Document]>([
        ['adds', {}, { extaddrs: ['a'] }, { extaddrs: ['a'] }],
        ['keeps what was added meanwhile', { extaddrs: ['x', 'y'] }, { extaddrs: ['x', 'a'] }, { extaddrs: ['x', 'y', 'a'] }],
        ['does not add twice', { extaddrs: ['a'] }, { extaddrs: ['a'] }, { extaddrs: ['a'] }],
        ['within opts alike', { opts: { extusernames: ['1'], srtp: true } }, { opts: { extusernames: ['2'] } }, { opts: { extusernames: ['1', '2'] } }],
        ['enables', { enabled: false }, { enabled: true }, { enabled: true }],
    ])('%s', (_, now, body, patch) => expect(patchFor(now, body)).toEqual(patch));

    it('leaves all else of the account as it is', () => {
        expect(suggested({ code: 'p1', pwd: '***', opts: { srtp: true } }, { opts: { extusernames: ['2'] } })).toEqual({
            code: 'p1', pwd: '***', opts: { srtp: true, extusernames: ['2'] },
        });
    });

    it.each<[string, Suggestion['request'], string | undefined]>([
        ['a request for an account', SUGGESTION.request, '/rest/v1/uc/providers/5f0c'],
        ['an id that needs escapes', { ...SUGGESTION.request!, path: '/rest/v1/uc/providers/a?b/c' }, '/rest/v1/uc/providers/a%3Fb%2Fc'],
        ['none', undefined, undefined],
        ['one for something else', { ...SUGGESTION.request!, path: '/rest/v1/master/tokens/1' }, undefined],
        ['one that does not patch', { ...SUGGESTION.request!, method: 'DELETE' }, undefined],
    ])('%s is carried out at its account alone', (_, request, path) => expect(accountPath({ ...SUGGESTION, request })).toBe(path));

    it('says what is to be set at the node', () => {
        const changes = [{ field: 'enabled', value: true }, { setting: 'esg.roles.esg.extaddrs', add: '198.51.100.7' }];
        expect(byHand({ ...SUGGESTION, changes })).toEqual(['esg.roles.esg.extaddrs: add 198.51.100.7']);
    });
});
