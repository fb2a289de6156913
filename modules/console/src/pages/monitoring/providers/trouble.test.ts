import { describe, expect, it } from 'vitest';
import type { ProviderState } from '../../../api/types';
import { preference, trouble, whyNotRegister } from './trouble';

const NOW = Date.parse('2026-01-05T12:00:00Z');
const ROW: ProviderState = {
    id: 'acme/p1', d: 'acme', code: 'p1', enabled: true, reg: true, user: 'u', domain: 'sip.example', port: 5060, proto: 'udp',
    regstate: 'registered', pingstate: 'ok', node: 'esg1@127.0.0.1', last_response: ['SIP/2.0 200 OK', 'Via: x'], onlinetrunkcount: 0,
};

describe('what an operator is told of an account', () => {
    it.each<[string, Partial<ProviderState>, string]>([
        ['a good one: the status line', {}, 'SIP/2.0 200 OK'],
        ['a refused one: why, and when again', { regstate: 'failed', failure: '403 Forbidden', nextattempt: '2026-01-05T12:01:05Z' }, '403 Forbidden · again in 1 min 5 s'],
        ['the next refresh of a good one is no news', { nextattempt: '2026-01-05T12:30:00Z' }, 'SIP/2.0 200 OK'],
        ['nobody serves it', { node: null }, 'No node serves it'],
        ['disabled: nothing', { enabled: false, node: null, last_response: [] }, ''],
        ['an attempt that is due', { regstate: 'failed', failure: 'timeout', nextattempt: '2026-01-05T11:59:59Z' }, 'timeout'],
    ])('%s', (_, change, said) => expect(trouble({ ...ROW, ...change }, NOW)).toBe(said));

    it.each<[Partial<ProviderState>, string]>([
        [{}, ''],
        [{ enabled: false }, 'disabled'],
        [{ reg: false }, 'does not register'],
        [{ node: null }, 'No node'],
    ])('register now: %o', (change, why) => expect(whyNotRegister({ ...ROW, ...change })).toContain(why));

    it.each<[string, number[] | string]>([
        ['1, 2', [1, 2]],
        ['', []],
        ['2 1', [2, 1]],
        ['1,x', '“x” is not a number'],
        ['1 1', 'Each instance once'],
        ['-1', '“-1” is not a number'],
    ])('order of instances "%s"', (text, numbers) => expect(preference(text)).toEqual(numbers));
});
