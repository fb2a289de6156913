import { describe, expect, it } from 'vitest';
import type { RouteRule } from '../../../api/types';
import { badTarget, leads, meets } from './route';

const ROUTE = { id: '1', d: 'acme.example', enabled: true, action: 'external', target: 'carrier' } as RouteRule;

describe('a route in a line', () => {
    it.each<[Partial<RouteRule>, string, string]>([
        [{}, 'all calls', 'to account carrier'],
        [{ origin: 'provider', providercode: 'p*', to: '8*' }, 'from providers by p*, called 8*', 'to account carrier'],
        [{ origin: 'subscriber', from: '2??', providercode: '*', to: '*' }, 'from subscribers, calling 2??', 'to account carrier'],
        [{ action: 'subscriber', target: '' }, 'all calls', 'to the subscriber called'],
        [{ action: 'subscriber', target: 'pbx' }, 'all calls', 'to subscriber pbx'],
        [{ action: 'uri', target: 'sip:192.0.2.10' }, 'all calls', 'to sip:192.0.2.10'],
        [{ action: 'domain', target: 'globex.example' }, 'all calls', 'on by the routes of globex.example'],
        [{ action: 'reject', code: 486 }, 'all calls', 'refused with 486'],
        [{ action: 'test', target: undefined }, 'all calls', 'answered with a tone'],
        [{ action: 'test', target: 'echo' }, 'all calls', 'answered with an echo'],
    ])('%o', (change, who, where) => {
        const route = { ...ROUTE, ...change };
        expect([meets(route), leads(route)]).toEqual([who, where]);
    });
});

describe('the target', () => {
    it.each<[string, string | undefined, string]>([
        ['external', 'carrier', ''],
        ['external', 'carrier@globex.example', ''],
        ['external', undefined, 'is required'],
        ['external', '@globex.example', 'CODE or CODE@domain'],
        ['external', 'carrier@', 'CODE or CODE@domain'],
        ['uri', 'sip:192.0.2.10', ''],
        ['uri', 'sips:pbx@host.example:5061;transport=tcp', ''],
        ['uri', 'sip:[2001:db8::1]:5060', ''],
        ['uri', '192.0.2.10', 'sip or sips URI'],
        ['uri', 'sip:', 'sip or sips URI'],
        ['uri', '', 'is required'],
        ['domain', 'globex.example', ''],
        ['domain', 'ACME.example', 'own domain'],
        ['domain', '', 'is required'],
        ['subscriber', '', ''],
        ['subscriber', 'a@b', 'user or number'],
        ['test', 'echo', ''],
        ['test', 'music', 'tone or echo'],
        ['reject', 'left over', ''],
    ])('of %s may be “%s”: %s', (action, target, why) => {
        const [error] = badTarget({ d: 'acme.example', action, target });
        if (why) expect(error).toMatchObject({ field: 'target', message: expect.stringContaining(why) });
        else expect(error).toBeUndefined();
    });
});
