import { describe, expect, it } from 'vitest';
import { draftOf, documentOf, type Doc } from '../../../ui/document/fields';
import { ACCOUNT } from './account';
import { GROUPS } from './fields';
import { atOdds } from './rules';

const GOOD: Doc = { username: 'u', pwd: '***', reg: true, media: false, reinvite: true, transport: 'udp', pingmode: 'disabled' };

describe('an account at odds with itself', () => {
    it.each<[Doc, string[]]>([
        [{}, []],
        [{ username: undefined, pwd: '' }, ['username', 'pwd']],
        [{ reg: false, username: undefined, pwd: undefined }, []],
        [{ reinvite: false }, ['reinvite']],
        [{ media: true, reinvite: false }, []],
        [{ pingmode: 'stun' }, []],
        [{ pingmode: 'stun', transport: undefined }, []],
        [{ pingmode: 'stun', transport: 'tls' }, ['pingmode']],
        [{ opts: { srtp: true } }, ['opts.srtp']],
        [{ media: true, opts: { srtp: true } }, []],
        [{ opts: { sessionexpires: 60 } }, ['opts.sessionexpires']],
        [{ opts: { sessionexpires: 0 } }, []],
    ])('%o', (change, fields) => expect(atOdds({ ...GOOD, ...change }).map(({ field }) => field)).toEqual(fields));

    it('is what a new one is, until its user and password are written', () => {
        expect(atOdds(ACCOUNT.fresh).map(({ field }) => field)).toEqual(['username', 'pwd']);
    });
});

describe('the form of an account', () => {
    const fields = GROUPS.flatMap((group) => group.fields);

    it('has every field of the document once', () => {
        // AccountForm and OptsForm of module domain; id is the server's.
        const all =
            'd code name enabled username pwd domain reg trunks proxyaddr proxyport transport pingmode pingsrv pingtimeout serveridxs media reinvite extaddrs expires cpslimit listener ' +
            'opts.extusernames opts.intrunks opts.outtrunks opts.redirect opts.earlymedia opts.rel100 opts.identity opts.sessionexpires opts.refresher opts.codecs opts.ptime opts.srtp opts.dtmf';
        expect(fields.map(({ name }) => name).sort()).toEqual(all.split(' ').sort());
    });

    it('keeps a password that is set', () => {
        const doc = { ...GOOD, d: 'a', code: 'b' };
        expect(documentOf(fields, draftOf(fields, doc), doc)).toMatchObject({ pwd: '***' });
    });
});
