import { describe, expect, it } from 'vitest';
import { asks, does, hints, NEW, shown, written, wrong, type Draft } from './rule';

describe('a rule of the border filter', () => {
    it.each<[Partial<Draft>, string]>([
        [{}, 'everything'],
        [{ address: '203.0.113.0/28' }, 'address 203.0.113.0/28'],
        [{ useragent: '*scanner*', method: 'INVITE' }, 'method INVITE, User-Agent *scanner*'],
        [{ transport: 'udp', port: 5060, fromuser: '100' }, 'transport udp, port 5060, from user 100'],
        [{ port: '0' }, 'everything'],
    ])('%o asks for %s', (change, text) => expect(asks({ ...NEW, ...change })).toBe(text));

    it.each<[Partial<Draft>, string]>([
        [{ action: 'allow', denymode: 'reject' }, 'allow'],
        [{ action: 'deny' }, 'deny, no answer'],
        [{ action: 'deny', denymode: 'reject', code: 403 }, 'deny, 403'],
        [{ action: 'deny', denymode: 'reject', code: 480, reason: 'later' }, 'deny, 480 later'],
    ])('%o does: %s', (change, text) => expect(does({ ...NEW, ...change })).toBe(text));

    it.each<[string, Partial<Draft>, string]>([
        ['denies all', { action: 'deny' }, 'denies everybody'],
        ['is of an address alone', { address: '192.0.2.1', action: 'deny' }, 'before a packet is parsed'],
        ['allows an address and a method', { address: '192.0.2.1', method: 'INVITE' }, 'nothing else'],
        ['is of a user agent', { useragent: 'x', action: 'deny' }, 'after they are parsed'],
        ['is of a user *', { touser: '*' }, 'leave the field empty'],
    ])('that %s comes with a hint', (_, change, text) => expect(hints({ ...NEW, ...change }).join(' ')).toContain(text));

    it.each<[string, Partial<Draft>, string[]]>([
        ['a new one', {}, []],
        ['no priority', { priority: '' }, ['priority']],
        ['a port too large', { port: 70_000 }, ['port']],
        ['a code that is no refusal', { action: 'deny', denymode: 'reject', code: 200 }, ['code']],
        ['a code that nobody hears', { action: 'deny', code: 200 }, []],
        ['a user of this very name', { touser: '*' }, []],
        ['a network longer than an address', { address: '10.0.0.0/33' }, ['address']],
        ['a network of IPv6', { address: '2001:db8::/64' }, []],
        ['a name', { address: 'sip.carrier.example' }, ['address']],
        ['a mask', { address: '10.0.?.*' }, []],
        ['a regular expression', { address: '/reg/^10[.]0[.]0[.]\\d+$' }, []],
        ['an IPv6 address of letters', { address: 'fe80::a' }, []],
    ])('%s: wrong at %o %o', (_, change, fields) => expect(Object.keys(wrong({ ...NEW, ...change }))).toEqual(fields));

    it('is sent with numbers, and shows with defaults', () => {
        expect(written({ ...NEW, priority: '20', code: '404' })).toMatchObject({ priority: 20, code: 404, port: 0 });
        expect(shown({ address: null, name: 5, port: 'x', enabled: 'no' })).toMatchObject({ address: '*', name: '5', port: 'x', enabled: false });
        expect(shown({ action: 'deny' })).toMatchObject({ action: 'deny', address: '*', code: 403 });
    });
});
