import { ago, problem, type Document, type Reply } from './kept.ts';

const SOURCE = '44.55.66.77:5060/udp';

const PACKET = `INVITE sip:1234567890@198.51.100.7:5080;transport=UDP;user=phone SIP/2.0
Via: SIP/2.0/UDP 44.55.66.77:5060;maddr=89.232.125.56;branch=z9hG4bK-14c4dd7e-210137c8-fc50302
From: <sip:8430000000@44.55.66.77:5060;user=phone>;tag=5026-14c4dd7e-1087cebd-14c4dd7e
To: <sip:1234567890@198.51.100.7:5080;user=phone>
Call-ID: 40bb12f838738e5913c414c4dd7e210137c8da2fa8102e98aa28-0048-5988
CSeq: 1 INVITE
Max-Forwards: 63
Contact: <sip:44.55.66.77:5060;transport=UDP>
P-Charging-Vector: icid-value=77
Content-Type: application/sdp
Content-Length: 133

v=0
o=- 7 7 IN IP4 44.55.66.78
s=-
c=IN IP4 44.55.66.78
t=0 0
m=audio 41002 RTP/AVP 8 0 101
a=rtpmap:101 telephone-event/8000
a=sendrecv
`;

const LEAVING = `INVITE sip:200@10.0.0.5:5060 SIP/2.0
Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKesg71a;rport
Max-Forwards: 62
From: <sip:+78430000000@acme.example>;tag=esg-9a
To: <sip:200@acme.example>
Call-ID: esg-7f1a@10.0.0.1
CSeq: 1 INVITE
Contact: <sip:esg@10.0.0.1:5060>
P-Called-Party-ID: <sip:1234567890@acme.example>
Content-Type: application/sdp
Content-Length: 110

v=0
o=- 7 7 IN IP4 10.0.0.1
s=-
c=IN IP4 10.0.0.1
t=0 0
m=audio 20002 RTP/AVP 8 101
a=rtpmap:101 telephone-event/8000
a=sendrecv
`;

const FIELDS = { touser: '1234567890', tohost: '172.16.0.14', fromuser: '8430000000', fromhost: '44.55.66.77', contactuser: '', contacthost: '44.55.66.77' };

const kept = Array.from({ length: 70 }, (_, n) => ({
    id: `${70 - n}@esg${(n % 2) + 1}@10.0.0.${(n % 2) + 1}`, node: `esg${(n % 2) + 1}@10.0.0.${(n % 2) + 1}`, time: ago(n * 400 + 12), source: n % 6 ? SOURCE : `198.51.100.${n}:5060/udp`,
    status: n % 6 ? 404 : 403, reason: n % 6 ? 'EB2B. Unknown account in contact' : 'EB2B. Source address is not allowed', callid: `40bb12f8-${n}`, fields: FIELDS,
}));

export function refused(id: string, q: string): Reply {
    const data = (of: object): Reply => ({ status: 200, document: { resultcode: 0, resultmsg: 'OK', data: of } });
    if (id) {
        const found = kept.find((one) => one.id === id);
        return found ? data({ ...found, packet: PACKET.replaceAll('\n', '\r\n') }) : problem(404, `No node keeps a refused INVITE ${id}`);
    }
    const fit = kept.filter((one) => JSON.stringify(one).toLowerCase().includes(q.toLowerCase()));
    return data({ refused: fit.slice(0, 50), total: fit.length, offline: ['esg3@10.0.0.3'] });
}

/** Comes in as soon as the account has the sender among its addresses. */
export function explained(body: Document, account: Document): Reply {
    if (body.refused === undefined && !String(body.packet).startsWith('INVITE ')) return problem(422, 'Not an INVITE', ['packet', 'is no INVITE: its first line is not understood']);
    if (body.refused === undefined && !/^[\d.:[\]a-f]+:\d+(\/(udp|tcp|tls))?$/.test(String(body.source))) {
        return problem(422, 'No', ['source', `must be IP:PORT, with /udp, /tcp or /tls behind it if you like, is ${String(body.source)}`]);
    }
    const extaddrs = account.extaddrs as string[];
    const passes = extaddrs.includes('44.55.66.77');
    const all = { node: 'esg1@10.0.0.1', source: String(body.source ?? SOURCE), border: { verdict: 'allow', rule: 'r2', name: 'carrier', priority: 10 }, alg: alg(), fields: FIELDS, steps: steps(passes, extaddrs) };
    const document = passes
        ? { passes, stage: 'leaves', reason: 'goes on to sip:200@10.0.0.5 by udp 10.0.0.5:5060', ...all, ...onward(extaddrs), suggestions: [] }
        : { passes, stage: 'account', status: 404, reason: 'EB2B. Unknown account in contact', ...all, suggestions: suggestions(extaddrs) };
    return { status: 200, document: { resultcode: 0, resultmsg: 'OK', data: document } };
}

function alg() {
    const pairs = [{ gray: '172.16.0.14', white: '198.51.100.7', places: 2 }, { gray: '172.16.0.15', white: '198.51.100.8', places: 0 }];
    return { places: 2, pairs, packet: PACKET.replaceAll('198.51.100.7', '172.16.0.14') };
}

function steps(passes: boolean, extaddrs: string[]) {
    const host = `host 44.55.66.77 is none of "44.55.66.70", ${extaddrs.map((one) => `"${one}"`).join(', ')}, and no address of this instance`;
    const candidate = (fits: boolean, ...why: string[]) => ({ d: 'acme.example', code: 'carrier', node: 'esg1@10.0.0.1', fits, sourceallowed: passes, ...(why.length > 0 ? { why } : {}) });
    const step = (name: string, user: string, at: string, candidates: object[], others = 0) => ({
        step: name, registration: name.startsWith('1'), user, host: at, hits: candidates.filter((one) => 'fits' in one && one.fits).length, candidates, ...(others ? { others } : {}),
    });
    const line = { d: 'globex.example', code: 'line00001', node: 'esg2@10.0.0.2', fits: false, sourceallowed: false, why: ['username "1234567890" is none of "+49305510001"', 'is not served on this node but on esg2@10.0.0.2'] };
    return [
        step('1.1', FIELDS.touser, FIELDS.tohost, [line], 9980),
        step('1.2', FIELDS.touser, FIELDS.fromhost, [line], 9980),
        step('1.3', '', FIELDS.contacthost, []),
        step('2.1', '', FIELDS.contacthost, [candidate(false, 'username "" is none of "1234567890"', ...(passes ? [] : [host]))]),
        step('2.2', '', FIELDS.contacthost, [candidate(false, 'the account has a username', ...(passes ? [] : [host]))]),
        step('2.3', FIELDS.touser, FIELDS.fromhost, [passes ? candidate(true) : candidate(false, host)]),
    ];
}

function suggestions(extaddrs: string[]) {
    const of = { d: 'acme.example', code: 'carrier', step: '2.3', sourceallowed: true, opens: true };
    return [
        {
            ...of, text: 'add 44.55.66.77 to extaddrs of account acme.example/carrier', changes: [{ field: 'extaddrs', add: '44.55.66.77' }],
            request: { method: 'PATCH', path: '/rest/v1/uc/providers/5f0c', body: { extaddrs: [...extaddrs, '44.55.66.77'] } },
        },
        { ...of, step: '1.1', opens: false, sourceallowed: false, varying: ['8430000000'], text: 'add 172.16.0.14 to the addresses of the node', changes: [{ setting: 'esg.roles.esg.extaddrs', add: '172.16.0.14' }] },
    ];
}

function normalization() {
    return {
        rules: [
            { id: 'n1', name: 'emergency', priority: 1, applies: false, why: 'to "1234567890" does not fit "112"' },
            { id: 'n2', name: 'to extension', priority: 10, applies: true },
            { id: 'n3', name: '', priority: 20, applies: false, why: 'a rule before it applies' },
        ],
        rule: 'n2',
        result: { fromuser: '+78430000000', fromname: '', fromdomain: 'acme.example', touser: '200', todomain: 'acme.example', ruriuser: '200', calledparty: '1234567890' },
        headers: { 'X-Line': 'carrier', 'P-Charging-Vector': '' },
        changed: { fromuser: { before: '8430000000', after: '+78430000000' }, touser: { before: '1234567890', after: '200' } },
    };
}

function onward(extaddrs: string[]) {
    return {
        hit: { d: 'acme.example', code: 'carrier', node: 'esg1@10.0.0.1', step: '2.3', sourceallowed: true, compared: [{ from: 'domain', value: '44.55.66.70', fits: false }, ...extaddrs.map((value) => ({ from: 'extaddrs', value, fits: value === '44.55.66.77' }))] },
        trunks: { used: 3, limit: 30, incoming: 2 },
        normalization: normalization(),
        routes: [
            { id: 'a', name: 'night', priority: 5, action: 'reject', target: '', fits: false, why: 'to "200" does not fit "9??"' },
            { id: 'b', name: 'in', priority: 10, action: 'uri', target: 'sip:200@10.0.0.5', fits: true },
        ],
        invites: [
            { target: 'sip:200@10.0.0.5:5060', hop: 'udp 10.0.0.5:5060', fresh: ['Via branch', 'From tag', 'Call-ID', 'CSeq'], packet: LEAVING.replaceAll('\n', '\r\n') },
            { target: 'sip:200@backup.example', problem: 'backup.example has no address' },
        ],
    };
}

export function substituted(body: Document): Reply {
    const of = normalization();
    const [from, to] = [String(body.from ?? ''), String(body.to ?? '')];
    if (body.direction === 'out') return { status: 200, document: { ...of, rules: of.rules.map((rule) => ({ ...rule, applies: false, why: 'is for calls that come in' })), rule: '', headers: {}, changed: {}, result: { ...of.result, fromuser: from, touser: to } } };
    return { status: 200, document: { ...of, changed: { fromuser: { before: from, after: `+${from}` }, touser: { before: to, after: '200' } } } };
}
