import { domains, providers } from './data.ts';
import { ago, audit, Documents, problem, record, type Asked, type Document, type Reply } from './kept.ts';
import { explained, refused, substituted } from './explained.ts';

const ANY = { enabled: true, address: '*', transport: '', port: 0, method: '*', fromuser: '', fromdomain: '*', touser: '', todomain: '*', useragent: '*', denymode: 'drop', code: 403, reason: '' };

const rules = new Documents(
    {
        noun: 'borderrule', key: 'id', order: (rule) => String(Number(rule.priority) + 1e6) + String(rule.id), made: () => ANY,
        check: (rule) => [
            ...(/[a-z]\.[a-z]/.test(String(rule.address)) ? [['address', `must be an address, a network, a mask or /reg/, not a name: ${String(rule.address)}`] as [string, string]] : []),
            ...(rule.address === '127.0.0.1' && rule.action === 'deny' ? [['address', 'would deny esg1@10.0.0.1, a node of the cluster'] as [string, string]] : []),
            ...(rule.action ? [] : [['action', 'is required'] as [string, string]]),
            ...Object.keys(rule).filter((field) => ![...Object.keys(ANY), 'id', 'name', 'priority', 'action'].includes(field)).map((field): [string, string] => [field, 'unknown field']),
        ],
    },
    [
        { id: 'r1', name: 'scanners', priority: 5, ...ANY, useragent: '*scanner*', action: 'deny' },
        { id: 'r2', name: 'carrier', priority: 10, ...ANY, address: '203.0.113.0/28', action: 'allow' },
        { id: 'r3', name: 'old office', priority: 20, ...ANY, enabled: false, address: '/reg/^192[.]0[.]2[.]\\d+$', method: 'INVITE', action: 'deny', denymode: 'reject', reason: 'moved' },
        { id: 'r4', name: 'the rest', priority: 1000, ...ANY, action: 'deny' },
    ],
);

const tokens = new Documents(
    {
        noun: 'token', key: 'id', order: (token) => String(token.name), made: () => ({ enabled: true, created: new Date().toISOString() }),
        told: () => ({ token: `esg_${Array.from({ length: 43 }, () => 'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'[Math.floor(Math.random() * 40)]).join('')}` }),
        check: (token) => (token.name === 'taken' ? [['name', 'is taken by another token']] : []),
    },
    [
        { id: 't1', name: 'noc', role: 'viewer', enabled: true, created: ago(9e6), lastused: ago(70) },
        { id: 't2', name: 'acme', role: 'domainadmin', d: 'acme.example', expires: new Date(Date.now() + 8e9).toISOString(), enabled: true, created: ago(5e6), lastused: ago(90_000) },
        { id: 't3', name: 'billing', role: 'viewer', d: 'globex.example', enabled: false, created: ago(4e6) },
        { id: 't4', name: 'migration', role: 'admin', expires: ago(3e5), enabled: true, created: ago(3e6), lastused: ago(4e5) },
    ],
);

const tenants = new Documents({ noun: 'domain', key: 'd', order: (domain) => String(domain.d), check: (domain) => (/^[\w.-]+$/.test(String(domain.d)) ? [] : [['d', `is not a host name or address: ${String(domain.d)}`]]) }, domains);

/** The one that a suggestion may change. */
const ACCOUNT = '5f0c';

const accounts = new Documents({ noun: 'provider', key: 'id', order: (one) => String(one.code) }, [
    { id: ACCOUNT, d: 'acme.example', code: 'carrier', name: 'Carrier', enabled: true, username: '1234567890', pwd: '***', domain: '44.55.66.70', reg: false, extaddrs: ['44.55.66.71'], opts: { extusernames: [] } },
]);

let bans: Document[] = [
    { address: '198.51.100.67', state: 'pinned', offences: {}, count: 4211, bans: 0, alarms: 0, note: 'svwar', nodes: { 'esg1@10.0.0.1': 4200, 'esg2@10.0.0.2': 11 } },
    { address: '198.51.100.66', state: 'banned', offences: { stray: 31, 'failed-digest': 4 }, until: new Date(Date.now() + 240_000).toISOString(), count: 1290, node: 'esg1@10.0.0.1', bans: 2, alarms: 0, nodes: { 'esg1@10.0.0.1': 1290 } },
    { address: '2001:db8:7::/64', state: 'watched', offences: { 'unknown-account': 12 }, count: 0, bans: 0, alarms: 0, nodes: {} },
    { address: '203.0.113.4', state: 'watched', offences: { 'source-not-allowed': 301 }, count: 0, bans: 0, alarms: 2, nodes: {} },
];

/** Configuration, tests and the record; undefined for what is answered elsewhere. */
export function configuration(asked: Asked): Reply | undefined {
    const { path, query, body } = asked;
    const resources: [string, Documents][] = [
        ['/rest/v1/master/borderrules', rules],
        ['/rest/v1/master/tokens', tokens],
    ];
    if (path === `/rest/v1/uc/providers/${ACCOUNT}`) return accounts.answer(asked, ACCOUNT);
    for (const [base, documents] of resources) {
        if (path === base) return documents.answer(asked);
        if (path.startsWith(`${base}/`)) return documents.answer(asked, path.slice(base.length + 1));
    }
    if (path.startsWith('/rest/v1/master/domains')) return tenant(asked);
    if (path.startsWith('/rest/v1/master/bans')) return banned(asked, path.slice('/rest/v1/master/bans/'.length));
    if (path === '/rest/v1/master/audit') return recorded(query);
    if (path === '/api/monitor/v1/border') return { status: 200, document: data(counts()) };
    if (path === '/api/test/v1/match') return explained(body, accounts.all[0]!.document);
    if (path === '/api/test/v1/substitution') return providers.some((one) => one.d === body.d && one.code === body.code) ? substituted(body) : problem(422, 'No', ['code', `there is no provider ${String(body.code)} in ${String(body.d)}`]);
    if (path.startsWith('/api/monitor/v1/refused')) return refused(path.slice('/api/monitor/v1/refused/'.length), query.get('q') ?? '');
    return undefined;
}

function data(of: object): object {
    return { resultcode: 0, resultmsg: 'OK', data: of };
}

function counts(): object {
    const of = (id: string, packets: number) => ({ id, packets, nodes: { 'esg1@10.0.0.1': packets - 7, 'esg2@10.0.0.2': 7 } });
    return { rules: [of('r1', 1290), of('r2', 884_120), of('r4', 30_112), of('esg:bans', 5501), of('esg:strangers', 312)], offline: [] };
}

function recorded(query: URLSearchParams): Reply {
    const [q, d, from, to] = ['q', 'd', 'from', 'to'].map((name) => (query.get(name) ?? '').toLowerCase());
    const fit = audit.filter(
        (entry) => (!d || entry.d === d) && (!from || entry.at.toLowerCase() >= from) && (!to || entry.at.toLowerCase() < to) && JSON.stringify(entry).toLowerCase().includes(q!),
    );
    const offset = Number(query.get('offset'));
    return { status: 200, document: { items: fit.slice(offset, offset + Number(query.get('limit') || 100)), total: fit.length } };
}

function banned({ method, body }: Asked, address: string): Reply {
    if (method === 'GET') return { status: 200, document: { items: bans, total: bans.length } };
    if (method === 'DELETE') {
        bans = bans.filter((ban) => ban.address !== address);
        record('lift', 'ban', address);
        return { status: 204 };
    }
    const given = String(body.address);
    if (!/^[0-9.]+$|:/.test(given)) return problem(422, 'No', ['address', `must be an IPv4 or IPv6 address, not ${given}`]);
    const until = body.permanent ? {} : { until: new Date(Date.now() + Number(body.minutes) * 60_000).toISOString() };
    const ban = { address: given, state: 'pinned', ...until, note: body.note };
    bans = [ban, ...bans.filter((one) => one.address !== given)];
    record('ban', 'ban', given, { after: ban });
    return { status: 201, document: ban };
}

function tenant(asked: Asked): Reply {
    const [d, verb] = asked.path.slice('/rest/v1/master/domains/'.length).split('/');
    if (!d) return tenants.answer(asked);
    if (verb === 'export') {
        const lists = { providers: accounts.all.map(({ document }) => document), subscribers: [], normalizationrules: [], routes: [] };
        return { status: 200, document: { esg: 1, d, name: d.split('.')[0], ...lists } };
    }
    if (verb === 'import') return imported(d, asked);
    if (asked.method === 'DELETE' && d === domains[0]!.d) return problem(409, `domain ${d} still has 3334 providers`);
    return tenants.answer(asked, d);
}

function imported(d: string, { body, query }: Asked): Reply {
    if (body.esg !== 1) return problem(422, 'No', ['esg', 'must be 1, the version of the file’s layout'], ['providers[3].proxyport', 'must be from 1 to 65535']);
    const dryrun = query.get('dryrun') === 'true';
    const steps = [
        { what: 'changed', kind: 'providers', id: '5f0c', name: 'carrier', fields: { trunks: { before: 10, after: 30 }, extaddrs: { before: ['44.55.66.71'], after: ['44.55.66.71', '44.55.66.72'] } } },
        { what: 'added', kind: 'routes', id: '9a', name: 'night' },
        ...(query.get('delete') === 'true' ? [{ what: 'deleted', kind: 'subscribers', id: '77', name: '204' }] : []),
    ];
    if (!dryrun) record('import', 'provider', 'carrier', { before: { trunks: 10 }, after: { trunks: 30 } });
    return { status: 200, document: { d, dryrun, added: 1, changed: 1, deleted: steps.length - 2, unchanged: 40, left: 3 - steps.length, steps } };
}
