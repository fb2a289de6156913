export interface Row {
    id: string;
    d: string;
    code: string;
    [field: string]: unknown;
}

const NOW = Date.now();
const NODES = ['esg1@10.0.0.1', 'esg2@10.0.0.2', 'esg3@10.0.0.3'];

function ago(seconds: number): string {
    return new Date(NOW - seconds * 1000).toISOString();
}

export const domains = ['acme.example', 'globex.example', 'initech.example'].map((d) => ({ d, name: d.split('.')[0] }));

export const nodes = NODES.map((node, n) => ({
    node, address: node.split('@')[1], roles: ['esg', 'sg', 'b2b', 'bgmg'], roleid: n + 1, priority: 0, unbound: true, state: 'up',
    reachable: true, online: n < 2, ...(n < 2 ? { accounts: 4980 + n, calls: 120 + n, version: '0.1.0', loglevel: 'INFO', uptime: 93_842, externaladdrs: ['198.51.100.7:5080'] } : {}),
}));

function regstate(n: number): string {
    if (n % 401 === 7) return 'failed';
    if (n % 907 === 3) return 'registering';
    return n % 97 === 1 ? 'disabled' : 'registered';
}

const ORDER = ['failed', 'registering', 'registered', 'disabled'];

export const providers: Row[] = Array.from({ length: 10_000 }, (_, n) => {
    const state = regstate(n);
    const d = domains[n % 3]!.d;
    const code = `line${String(n).padStart(5, '0')}`;
    return {
        id: `${d}/${code}`, d, code, name: `Branch ${n}`, enabled: state !== 'disabled', reg: true, user: `+493055${10_000 + n}`,
        domain: `sip${n % 4}.carrier.example`, port: 5060, proto: ['udp', 'tcp', 'tls'][n % 3], regstate: state,
        pingstate: state === 'failed' ? 'failed' : 'ok', node: state === 'disabled' ? null : NODES[n % 2], srvidx: (n % 2) + 1,
        since: ago(60 + n * 7), ownersince: ago(90_000), trunks: n % 5 === 0 ? null : 10, onlinetrunkcount: n % 4, granted: 3600,
        ...(state === 'failed' ? { failure: '403 Forbidden', nextattempt: new Date(NOW + 240_000).toISOString() } : {}),
        last_response: state === 'failed'
            ? ['SIP/2.0 403 Forbidden', 'Via: SIP/2.0/UDP 198.51.100.7:5080;branch=z9hG4bK71a;rport=5080', 'CSeq: 2 REGISTER', 'Reason: SIP;cause=403;text="account blocked"']
            : ['SIP/2.0 200 OK', 'Via: SIP/2.0/UDP 198.51.100.7:5080;branch=z9hG4bK71a;rport=5080', 'CSeq: 2 REGISTER', 'Contact: <sip:a@198.51.100.7:5080>;expires=3600'],
    };
}).sort((a, b) => ORDER.indexOf(String(a.regstate)) - ORDER.indexOf(String(b.regstate)));

export const calls: Row[] = Array.from({ length: 10_000 }, (_, n) => {
    const live = n < 40;
    const failed = !live && n % 9 === 0;
    return {
        id: `${(n * 7919).toString(16)}a84b@192.0.2.${n % 250}`, d: domains[n % 3]!.d, code: `line${String(n % 300).padStart(5, '0')}`,
        direction: n % 2 ? 'out' : 'in', from: `+4930${500_000 + n}`, to: `${200 + (n % 80)}`, kind: live ? 'live' : failed ? 'failed' : 'ended',
        state: live ? (n % 5 ? 'talking' : 'ringing') : 'ended', started: ago(n * 11 + 5), callids: [`c${n}`, `d${n}`], node: NODES[n % 2],
        ...(failed || (live && n % 5 === 0) ? {} : { answered: ago(n * 11) }),
        ...(live ? {} : { ended: ago(n * 11 - 5), status: failed ? 486 : 200, ...(failed ? { reason: 'Busy Here' } : {}) }),
    };
});

const STORY: [leg: number, sent: boolean, line: string, cseq: string][] = [
    [0, false, 'INVITE sip:200@198.51.100.7:5080 SIP/2.0', '1 INVITE'],
    [0, true, 'SIP/2.0 100 Trying', '1 INVITE'],
    [1, true, 'INVITE sip:200@10.0.0.50:5060 SIP/2.0', '1 INVITE'],
    [1, false, 'SIP/2.0 180 Ringing', '1 INVITE'],
    [0, true, 'SIP/2.0 180 Ringing', '1 INVITE'],
    [1, false, 'SIP/2.0 200 OK', '1 INVITE'],
    [1, true, 'ACK sip:200@10.0.0.50:5060 SIP/2.0', '1 ACK'],
    [0, true, 'SIP/2.0 200 OK', '1 INVITE'],
    [0, false, 'ACK sip:200@198.51.100.7:5080 SIP/2.0', '1 ACK'],
];

export function diagram(id: string): object {
    const [node, peers, callids] = [NODES[0]!, ['192.0.2.10:5060', '10.0.0.50:5060'], [id, 'd7f1@198.51.100.7']];
    const audits = Array.from({ length: id.startsWith('0a') ? 1000 : 6 }, (): typeof STORY => [[1, true, 'OPTIONS sip:200@10.0.0.50 SIP/2.0', '2 OPTIONS'], [1, false, 'SIP/2.0 200 OK', '2 OPTIONS']]);
    const packets = [...STORY, ...audits.flat()].map(([leg, sent, line, cseq], n) => ({
        time: new Date(NOW - 600_000 + n * 137).toISOString(), direction: sent ? 'sent' : 'received', transport: 'udp', from: sent ? node : peers[leg],
        to: sent ? peers[leg] : node, leg, callid: callids[leg], line, cseq, node,
        text: `${line}\r\nVia: SIP/2.0/UDP ${peers[leg]};branch=z9hG4bK${n}\r\nFrom: <sip:+4930500@carrier.example>;tag=a\r\nTo: <sip:200@acme.example>\r\nCall-ID: ${callids[leg]}\r\nCSeq: ${cseq}\r\nContent-Length: 0\r\n\r\n`,
    }));
    return { id, nodes: [node], silent: [], state: 'ended', callids, complete: true, packets };
}
