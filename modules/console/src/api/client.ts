/** A field that was refused, as the server names it (RFC 9457 with `errors`). */
export interface FieldError {
    field: string;
    message: string;
}

/** Why a request was refused; the message is fit to be read by people. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        detail: string,
        readonly errors: FieldError[] = [],
    ) {
        super(detail);
    }
}

export interface Answer<T> {
    data: T;
    etag?: string;
}

type Params = Record<string, string | number | boolean | null | undefined>;

let csrf = '';
let signedOut = () => {};

export function useCsrf(value: string) {
    csrf = value;
}

/** Called when a session has ended that there was. */
export function onSignedOut(act: () => void) {
    signedOut = act;
}

export function withParams(path: string, params: Params = {}): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) {
        if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
    }
    const text = query.toString();
    return text ? `${path}?${text}` : path;
}

export async function send<T>(method: string, path: string, body?: unknown, etag?: string): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (etag) headers['If-Match'] = etag;
    if (method !== 'GET' && csrf) headers['X-Esg-Csrf'] = csrf;
    let response: Response;
    try {
        response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch {
        throw new Problem(0, 'The node cannot be reached');
    }
    if (!response.ok) {
        if (response.status === 401 && path !== '/api/session') signedOut();
        throw await problem(response);
    }
    const text = await response.text();
    return { data: (text ? JSON.parse(text) : undefined) as T, etag: response.headers.get('ETag') ?? undefined };
}

export async function get<T>(path: string, params?: Params): Promise<T> {
    return (await send<T>('GET', withParams(path, params))).data;
}

/** What an answer of the monitor holds. */
export async function monitor<T>(path: string, params?: Params): Promise<T> {
    return (await get<{ data: T }>(`/api/monitor/v1/${path}`, params)).data;
}

async function problem(response: Response): Promise<Problem> {
    const text = await response.text();
    try {
        const { detail, title, errors } = JSON.parse(text) as { detail?: string; title?: string; errors?: FieldError[] };
        return new Problem(response.status, detail ?? title ?? `HTTP ${response.status}`, errors ?? []);
    } catch {
        return new Problem(response.status, `The node answered HTTP ${response.status} ${response.statusText}`.trim());
    }
}

/** One line for people, fields included. */
export function explained(error: unknown): string {
    if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
    if (error.errors.length === 0) return error.message;
    return error.errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
}
