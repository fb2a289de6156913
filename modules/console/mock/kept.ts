import { domains } from './data.ts';

export type Document = Record<string, unknown>;

/** What the mock answers. */
export interface Reply {
    status: number;
    document?: object;
    headers?: Record<string, string>;
}

export interface Asked {
    method: string;
    path: string;
    query: URLSearchParams;
    body: Document;
    ifMatch?: string;
}

export interface Entry {
    id: number;
    at: string;
    who: string;
    role: string;
    address: string;
    action: string;
    kind: string;
    d?: string;
    key: string;
    before?: Document;
    after?: Document;
}

const NOW = Date.now();
export const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

export const audit: Entry[] = Array.from({ length: 130 }, (_, n) => {
    const entry = { id: 130 - n, at: ago(n * 3_700 + 90), who: n % 7 ? 'noc' : 'acme', role: n % 7 ? 'admin' : 'domainadmin', address: '192.0.2.50' };
    if (n % 5 === 1) return { ...entry, action: 'signin', kind: 'session', key: '' };
    if (n % 5 === 2) return { ...entry, action: 'lift', kind: 'ban', key: '198.51.100.66' };
    if (n % 5 === 3) {
        return { ...entry, action: 'create', kind: 'borderrule', key: 'r2', after: { id: 'r2', name: 'carrier', enabled: true, priority: 10, address: '203.0.113.0/28', action: 'allow' } };
    }
    const before = { trunks: 10, extaddrs: ['192.0.2.7', '192.0.2.8'], pwd: '***', opts: { srtp: false, extusernames: [] as string[] } };
    const after = { trunks: 30, extaddrs: ['192.0.2.8', '192.0.2.9'], pwd: '***', opts: { srtp: false, extusernames: ['/reg/^7495123\\d{4}$'] } };
    return { ...entry, action: 'update', kind: 'provider', d: domains[n % 3]!.d, key: `line0000${n % 9}`, before, after };
});

export function record(action: string, kind: string, key: string, change: { before?: Document; after?: Document } = {}) {
    audit.unshift({ id: audit.length + 1, at: new Date().toISOString(), who: 'admin', role: 'admin', address: '127.0.0.1', action, kind, key, ...change });
}

export function problem(status: number, detail: string, ...errors: [field: string, message: string][]): Reply {
    return { status, document: { status, detail, ...(errors.length > 0 ? { errors: errors.map(([field, message]) => ({ field, message })) } : {}) } };
}

interface Kind {
    noun: string;
    key: string;
    order: (document: Document) => string;
    /** What is wrong with one. */
    check?: (document: Document) => [string, string][];
    made?: (document: Document) => Document;
    /** Told once, beside the document. */
    told?: () => Document;
}

/** Documents of one kind with their versions, as the server's Resource has them. */
export class Documents {
    readonly all: { document: Document; version: number }[];
    private readonly kind: Kind;

    constructor(kind: Kind, first: Document[]) {
        this.kind = kind;
        this.all = first.map((document) => ({ document, version: 1 }));
    }

    answer({ method, query, body, ifMatch }: Asked, id?: string): Reply {
        if (id === undefined) return method === 'POST' ? this.create(body) : this.list(query);
        const at = this.all.findIndex(({ document }) => document[this.kind.key] === id);
        const found = this.all[at];
        if (!found) return problem(404, `There is no ${this.kind.noun} ${id}`);
        if (method !== 'GET' && ifMatch && ifMatch !== `"${found.version}"`) return problem(412, `The document has changed; its ETag is now "${found.version}"`);
        if (method === 'GET') return this.shown(200, at);
        if (method === 'DELETE') {
            this.all.splice(at, 1);
            record('delete', this.kind.noun, id, { before: found.document });
            return { status: 204 };
        }
        const next = method === 'PUT' ? { [this.kind.key]: id, ...body } : { ...found.document, ...body };
        const wrong = this.kind.check?.(next) ?? [];
        if (wrong.length > 0) return problem(422, 'The document has fields that cannot be accepted', ...wrong);
        const differ = Object.keys(next).filter((field) => JSON.stringify(next[field]) !== JSON.stringify(found.document[field]));
        const only = (document: Document) => Object.fromEntries(differ.map((field) => [field, document[field] ?? '']));
        record('update', this.kind.noun, id, { before: only(found.document), after: only(next) });
        this.all[at] = { document: next, version: found.version + 1 };
        return this.shown(200, at);
    }

    private list(query: URLSearchParams): Reply {
        const q = (query.get('q') ?? '').toLowerCase();
        const d = query.get('d');
        const fit = this.all
            .map(({ document }) => document)
            .filter((document) => (!d || document.d === d) && JSON.stringify(Object.values(document)).toLowerCase().includes(q))
            .sort((a, b) => this.kind.order(a).localeCompare(this.kind.order(b)));
        const offset = Number(query.get('offset'));
        return { status: 200, document: { items: fit.slice(offset, offset + Number(query.get('limit') || 100)), total: fit.length } };
    }

    private create(body: Document): Reply {
        const document = { [this.kind.key]: Math.random().toString(16).slice(2, 10), ...this.kind.made?.(body), ...body };
        const wrong = this.kind.check?.(document) ?? [];
        if (wrong.length > 0) return problem(422, 'The document has fields that cannot be accepted', ...wrong);
        this.all.push({ document, version: 1 });
        record('create', this.kind.noun, String(document[this.kind.key]), { after: document });
        return { ...this.shown(201, this.all.length - 1), document: { ...document, ...this.kind.told?.() } };
    }

    private shown(status: number, at: number): Reply {
        const { document, version } = this.all[at]!;
        return { status, document, headers: { ETag: `"${version}"` } };
    }
}
