import { domains, providers, type Row } from './data.ts';

type Doc = Record<string, unknown>;

export interface Reply {
    status: number;
    body?: object;
    etag?: string;
}

interface Asked {
    method: string;
    id?: string;
    params: URLSearchParams;
    body: string;
    ifMatch?: string;
}

interface Error {
    field: string;
    message: string;
}

/** Documents of one kind with the verbs of REST: as much of their checks as a page can be tried by. */
class Documents {
    readonly #rows: Map<string, { doc: Doc; version: number }>;
    readonly #key: string;
    readonly #check: (doc: Doc, others: Doc[]) => Error[];

    constructor(rows: Doc[], check: (doc: Doc, others: Doc[]) => Error[], key = 'id') {
        this.#rows = new Map(rows.map((doc) => [String(doc[key]), { doc, version: 1 }]));
        this.#check = check;
        this.#key = key;
    }

    get all(): Doc[] {
        return [...this.#rows.values()].map(({ doc }) => doc);
    }

    clear() {
        this.#rows.clear();
    }

    answer({ method, id, params, body, ifMatch }: Asked): Reply {
        if (id === undefined) return method === 'POST' ? this.#write(String(object(body)[this.#key] ?? crypto.randomUUID()), object(body), 201) : this.#list(params);
        const there = this.#rows.get(id);
        if (!there) return refused(404, `There is no ${id}`);
        if (ifMatch && ifMatch !== `"${there.version}"`) return refused(412, `The document has changed; its ETag is now "${there.version}"`);
        if (method === 'GET') return { status: 200, body: shown(there.doc), etag: `"${there.version}"` };
        if (method === 'DELETE') {
            this.#rows.delete(id);
            return { status: 204 };
        }
        const sent = object(body);
        return this.#write(id, method === 'PATCH' ? { ...there.doc, ...sent } : { ...sent, pwd: sent.pwd === '***' ? there.doc.pwd : sent.pwd }, 200);
    }

    #list(params: URLSearchParams): Reply {
        const [d, q] = [params.get('d'), params.get('q')?.toLowerCase()];
        const fit = this.all
            .filter((doc) => (!d || doc.d === d) && (!q || JSON.stringify([doc.code, doc.name, doc.username, doc.domain, doc.target, doc.providercode, doc.d]).toLowerCase().includes(q)))
            .sort((a, b) => String(a.d).localeCompare(String(b.d)) || Number(a.priority ?? 0) - Number(b.priority ?? 0) || String(a.code ?? a[this.#key]).localeCompare(String(b.code ?? b[this.#key])));
        const offset = Number(params.get('offset'));
        return { status: 200, body: { items: fit.slice(offset, offset + Number(params.get('limit') ?? 100)).map(shown), total: fit.length } };
    }

    #write(id: string, sent: Doc, status: number): Reply {
        const doc: Doc = { enabled: true, ...sent, [this.#key]: id };
        const errors = this.#check(doc, this.all.filter((other) => other[this.#key] !== id));
        if (errors.length > 0) return { ...refused(422, `The document has fields that cannot be accepted: ${errors.map(({ field }) => field).join(', ')}`, errors) };
        const version = (this.#rows.get(id)?.version ?? 0) + 1;
        this.#rows.set(id, { doc, version });
        return { status, body: shown(doc), etag: `"${version}"` };
    }
}

function object(text: string): Doc {
    return JSON.parse(text || '{}') as Doc;
}

function shown(doc: Doc): Doc {
    return doc.pwd ? { ...doc, pwd: '***' } : doc;
}

export function refused(status: number, detail: string, errors: Error[] = []): Reply {
    return { status, body: { type: 'about:blank', title: 'Refused', status, detail, ...(errors.length > 0 ? { errors } : {}) } };
}

function required(doc: Doc, ...fields: string[]): Error[] {
    return fields.filter((field) => !doc[field]).map((field) => ({ field, message: 'is required' }));
}

function unknown(doc: Doc, known: string): Error[] {
    return Object.keys(doc).filter((field) => !known.split(' ').includes(field)).map((field) => ({ field, message: 'unknown field' }));
}

function inDomain(doc: Doc): Error[] {
    return doc.d && !tenants.all.some(({ d }) => d === doc.d) ? [{ field: 'd', message: `there is no domain ${String(doc.d)}` }] : [];
}

const ACCOUNT =
    'id d code name enabled username pwd domain reg trunks proxyaddr proxyport transport pingmode pingsrv pingtimeout serveridxs media reinvite extaddrs expires cpslimit listener opts';
const ROUTE = 'id d name enabled priority origin providercode from to action target touser code reason failovercodes';
const RULE = 'id d name enabled priority direction providercode match set';

function settings({ id, d, code, name, enabled, user, domain, proto, trunks }: Row): Doc {
    return {
        id, d, code, name, enabled, username: user, pwd: 'secret', domain, reg: true, ...(trunks === null ? {} : { trunks }), proxyaddr: '', proxyport: 5060, transport: proto,
        pingmode: 'options', pingsrv: '', pingtimeout: 30, serveridxs: [1, 2], media: false, reinvite: true, extaddrs: [], expires: 3600, listener: '', opts: { extusernames: [] },
    };
}

const tenants = new Documents(domains, (doc) => required(doc, 'd'), 'd');

const accounts = new Documents(providers.map(settings), (doc, others) => [
    ...required(doc, 'd', 'code', 'domain', ...(doc.reg === false ? [] : ['username', 'pwd'])),
    ...inDomain(doc),
    ...unknown(doc, ACCOUNT),
    ...(doc.media !== true && doc.reinvite === false ? [{ field: 'reinvite', message: 'media and reinvite may not both be false' }] : []),
    ...(others.some((other) => other.d === doc.d && other.code === doc.code) ? [{ field: 'code', message: 'there is another with it' }] : []),
]);

const routes = new Documents(
    domains.flatMap(({ d }) => [
        { id: `${d}-in`, d, name: 'in', enabled: true, priority: 10, origin: 'provider', providercode: '*', from: '*', to: '*', action: 'uri', target: 'sip:192.0.2.10', failovercodes: [408, 500, 502, 503, 504] },
        { id: `${d}-out`, d, name: 'out', enabled: true, priority: 20, origin: 'subscriber', providercode: '*', from: '*', to: '8*', action: 'external', target: 'line00001', failovercodes: [408, 500, 502, 503, 504] },
        { id: `${d}-no`, d, name: '', enabled: false, priority: 99, origin: 'any', providercode: '*', from: '*', to: '/reg/^8(10|809)', action: 'reject', code: 403, failovercodes: [] },
    ]),
    (doc) => [...required(doc, 'd', 'action'), ...inDomain(doc), ...unknown(doc, ROUTE)],
);

const rules = new Documents(
    domains.flatMap(({ d }) => [
        { id: `${d}-from`, d, name: 'account in From', enabled: true, priority: 0, direction: 'out', providercode: '*', match: { from: '*', to: '*', ruri: '*' }, set: { fromuser: '{account.username}', headers: {} } },
        { id: `${d}-hide`, d, name: 'hidden', enabled: true, priority: 1, direction: 'out', providercode: 'line*', match: { from: '/reg/^67(\\d+)$', to: '*', ruri: '*' }, set: { fromuser: 'anonymous', pai: '', headers: { Privacy: 'id' } } },
    ]),
    (doc) => [...required(doc, 'd', 'direction'), ...inDomain(doc), ...unknown(doc, RULE)],
);

const KINDS: [string, Documents][] = [
    ['/rest/v1/master/domains', tenants],
    ['/rest/v1/uc/providers', accounts],
    ['/rest/v1/uc/routes', routes],
    ['/rest/v1/uc/normalizationrules', rules],
];

/** As at the first start: nothing is there. */
export function forgetAll() {
    for (const [, documents] of KINDS) documents.clear();
    providers.length = 0;
}

/** What a path of configuration answers; undefined for other paths. */
export function documents(path: string, asked: Omit<Asked, 'id'>): Reply | undefined {
    for (const [at, kind] of KINDS) {
        if (path === at) return kind.answer(asked);
        if (path.startsWith(`${at}/`)) return kind.answer({ ...asked, id: path.slice(at.length + 1) });
    }
    return undefined;
}
