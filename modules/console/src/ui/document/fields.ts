import type { FieldError } from '../../api/client';

/** A document of REST, as JSON has it. */
export type Doc = Record<string, unknown>;

interface Common {
    /** Path in the document, as `opts.codecs`; errors of the server name it the same. */
    name: string;
    label: string;
    help: string;
    required?: boolean;
    /** The whole width of the card. */
    wide?: boolean;
    /** Whether it means anything in this document; what does not is not shown, and stays as it is. */
    shown?: (doc: Doc) => boolean;
    /** What is offered while it is written. */
    suggest?: (doc: Doc) => 'domains' | 'accounts' | undefined;
}

export type Field = Common &
    (
        | { kind: 'text'; host?: boolean; without?: string }
        | { kind: 'secret' }
        /** `absent`: what it is when left empty. */
        | { kind: 'whole'; least: number; most: number; absent: string }
        | { kind: 'wholes'; least: number; most: number; keepEmpty?: boolean }
        | { kind: 'flag'; absent: boolean }
        | { kind: 'choice'; options: Record<string, string>; absent: string }
        /** A list of texts, one a line. */
        | { kind: 'lines' }
        /** A list of names, in one line. */
        | { kind: 'words' }
        /** Text where empty and left out are two things. */
        | { kind: 'template' }
        /** An object of texts, one `Name: text` a line. */
        | { kind: 'pairs' }
    );

export interface FieldGroup {
    title: string;
    about?: string;
    fields: Field[];
    /** Closed until one of its fields says something. */
    folded?: boolean;
}

/** What stands in the controls, by name of the field; null is a template that is left out. */
export type Draft = Record<string, string | boolean | null>;

/** What the server shows of a secret that is set; sent back it keeps it. */
export const MASK = '***';

const HOST = /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?\.?$/;
const IPV6 = /^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$/;

/** Loosely what the server takes for one: it has the last word. */
export function isHost(text: string): boolean {
    return HOST.test(text) || (IPV6.test(text) && text.split(':').length > 2);
}

export function isObject(value: unknown): value is Doc {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(doc: Doc, path: string): unknown {
    return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), doc);
}

/** The document with another value at a path; undefined takes it out. */
export function withValueAt(doc: Doc, path: string, value: unknown): Doc {
    const [name, ...rest] = path.split('.') as [string, ...string[]];
    const next = { ...doc };
    if (rest.length > 0) {
        const inner = next[name];
        if (inner !== undefined && !isObject(inner)) return next; // not ours to mend: the server says what is wrong with it
        if (inner === undefined && value === undefined) return next;
        next[name] = withValueAt(inner ?? {}, rest.join('.'), value);
    } else if (value === undefined) {
        delete next[name];
    } else {
        next[name] = value;
    }
    return next;
}

/** What stands in a text that is to be a document, or why it is none. */
export function parsed(text: string): Doc | string {
    try {
        const doc: unknown = JSON.parse(text);
        return isObject(doc) ? doc : 'A document is an object: { … }';
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

export function draftOf(fields: Field[], doc: Doc): Draft {
    return Object.fromEntries(fields.map((field) => [field.name, written(field, valueAt(doc, field.name))]));
}

function written(field: Field, value: unknown): string | boolean | null {
    switch (field.kind) {
        case 'flag':
            return typeof value === 'boolean' ? value : field.absent;
        case 'choice':
            return typeof value === 'string' && value ? value : field.absent;
        case 'lines':
            return Array.isArray(value) ? value.join('\n') : plain(value);
        case 'words':
        case 'wholes':
            return Array.isArray(value) ? value.join(', ') : plain(value);
        case 'pairs':
            return isObject(value) ? Object.entries(value).map(([name, text]) => `${name}: ${plain(text)}`).join('\n') : plain(value);
        case 'template':
            return value === undefined || value === null ? null : plain(value);
        default:
            return plain(value);
    }
}

function plain(value: unknown): string {
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The document the controls stand for. What `base` has beside their fields stays, so that nothing is lost that a newer node knows. */
export function documentOf(fields: Field[], draft: Draft, base: Doc): Doc {
    return fields.reduce((doc, field) => {
        const value = draft[field.name] ?? null;
        if (goesWithoutSaying(field, value) && valueAt(base, field.name) === undefined) return doc;
        return withValueAt(doc, field.name, meant(field, value));
    }, base);
}

/** A choice that its absence says too. */
function goesWithoutSaying(field: Field, value: string | boolean | null): boolean {
    return (field.kind === 'flag' || field.kind === 'choice') && !field.required && value === field.absent;
}

function meant(field: Field, value: string | boolean | null): unknown {
    if (value === null || typeof value === 'boolean') return value ?? undefined;
    if (field.kind === 'template') return value;
    if (field.kind === 'secret') return value || undefined;
    const text = value.trim();
    switch (field.kind) {
        case 'whole':
            return text === '' ? undefined : number(text);
        case 'wholes':
            return listed(words(text).map(number), field.keepEmpty);
        case 'words':
            return listed(words(text));
        case 'lines':
            return listed(lines(text));
        case 'pairs':
            return text === '' ? undefined : Object.fromEntries(lines(text).map(pair));
        default:
            return text || undefined;
    }
}

/** What is no number stays text: it is refused by its field instead of being dropped. */
function number(text: string): number | string {
    return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function words(text: string): string[] {
    return text.split(/[\s,;]+/).filter(Boolean);
}

function lines(text: string): string[] {
    return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

function pair(line: string): [string, string] {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function listed<T>(list: T[], keepEmpty = false): T[] | undefined {
    return list.length > 0 || keepEmpty ? list : undefined;
}

/** What can be said of single fields without asking the server, which has the last word. */
export function checked(fields: Field[], draft: Draft, doc: Doc): FieldError[] {
    return fields
        .filter((field) => !field.shown || field.shown(doc))
        .flatMap((field) => {
            const message = wrong(field, draft[field.name] ?? null);
            return message ? [{ field: field.name, message }] : [];
        });
}

function wrong(field: Field, value: string | boolean | null): string {
    if (typeof value === 'boolean') return '';
    const text = (value ?? '').trim();
    if (!text) return field.required ? 'is required' : '';
    switch (field.kind) {
        case 'whole':
            return outside(text, field.least, field.most);
        case 'wholes':
            return words(text).map((word) => outside(word, field.least, field.most)).find(Boolean) ?? '';
        case 'pairs': {
            const bad = lines(text).find((line) => !/^[^:\s]+\s*:/.test(line));
            if (bad) return `“${bad}” is not Name: text`;
            const names = lines(text).map((line) => pair(line)[0]);
            const twice = names.find((name, place) => names.indexOf(name) < place);
            return twice ? `${twice} is there twice` : '';
        }
        case 'text': {
            if (field.host && !isHost(text)) return `is not a host name or address: ${text}`;
            const bad = [...text].find((c) => field.without?.includes(c) || (field.without && /\s/.test(c)));
            return bad === undefined ? '' : `may not contain spaces or any of ${[...field.without!].join(' ')}`;
        }
        default:
            return '';
    }
}

function outside(text: string, least: number, most: number): string {
    const value = number(text);
    if (typeof value === 'string') return `“${text}” is not a whole number`;
    return value < least || value > most ? `must be from ${least} to ${most}` : '';
}

export interface Placed {
    /** By name of the field. */
    byField: Record<string, string>;
    /** Of no field that is shown. */
    others: FieldError[];
}

/** Puts each error where it is read: at its field, or at the field it lies in, as `set.headers.Privacy` in `set.headers`. */
export function placed(fields: Field[], errors: FieldError[]): Placed {
    const byField: Record<string, string> = {};
    const others: FieldError[] = [];
    for (const error of errors) {
        const home = fields.find(({ name }) => error.field === name) ?? fields.find(({ name }) => error.field.startsWith(`${name}.`));
        if (!home) {
            others.push(error);
            continue;
        }
        const inner = error.field.slice(home.name.length + 1);
        const message = inner ? `${inner} ${error.message}` : error.message;
        byField[home.name] = byField[home.name] ? `${byField[home.name]}; ${message}` : message;
    }
    return { byField, others };
}

/** What I changed of `base`, put onto what somebody else has made of it meanwhile. */
export function rebased(base: Doc, mine: Doc, theirs: Doc): Doc {
    const next = { ...theirs };
    for (const name of new Set([...Object.keys(base), ...Object.keys(mine)])) {
        const [was, is, there] = [base[name], mine[name], theirs[name]];
        if (same(was, is)) continue;
        if (is === undefined) delete next[name];
        else next[name] = isObject(is) ? rebased(isObject(was) ? was : {}, is, isObject(there) ? there : {}) : is;
    }
    return next;
}

/** Names of fields in which two documents differ. */
export function differences(one: Doc, other: Doc): string[] {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => {
        const [a, b] = [one[name], other[name]];
        if (same(a, b)) return [];
        return isObject(a) && isObject(b) ? differences(a, b).map((inner) => `${name}.${inner}`) : [name];
    });
}

function same(a: unknown, b: unknown): boolean {
    if (isObject(a) && isObject(b)) return differences(a, b).length === 0;
    return JSON.stringify(a) === JSON.stringify(b);
}
