/** A field that differs; what is undefined was, or is, not there. */
export interface Change {
    field: string;
    before?: unknown;
    after?: unknown;
}

export type Document = Record<string, unknown>;

/** How a secret shows, whatever it is. */
export const MASK = '***';

export function isDocument(value: unknown): value is Document {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What differs, fields within fields by `a.b`, in the order of the document that is. A list is one value. */
export function changes(before: Document = {}, after: Document = {}, path = ''): Change[] {
    const names = [...Object.keys(after), ...Object.keys(before).filter((name) => !(name in after))];
    return names.flatMap((name): Change[] => {
        const [was, is] = [before[name], after[name]];
        const field = path + name;
        if (isDocument(was) || isDocument(is)) {
            if ((was === undefined || isDocument(was)) && (is === undefined || isDocument(is))) return changes(was, is, `${field}.`);
        }
        return same(was, is) ? [] : [{ field, before: was, after: is }];
    });
}

export function same(one: unknown, other: unknown): boolean {
    return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What a list has gained and lost; undefined when either is none. */
export function listChange({ before, after }: Change): { added: unknown[]; removed: unknown[] } | undefined {
    const [was, is] = [before === undefined || before === '' ? [] : before, after === undefined || after === '' ? [] : after];
    if (!Array.isArray(was) || !Array.isArray(is)) return undefined;
    const has = (list: unknown[], item: unknown) => list.some((one) => same(one, item));
    const [added, removed] = [is.filter((item) => !has(was, item)), was.filter((item) => !has(is, item))];
    return added.length + removed.length > 0 ? { added, removed } : undefined; // else only the order differs
}

/** A value for people. */
export function said(value: unknown): string {
    if (value === undefined || value === null) return 'not set';
    if (value === '') return 'empty';
    if (value === MASK) return 'a secret, not shown';
    if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(said).join(', ');
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** RFC 7396. */
export function merged(document: Document, patch: Document): Document {
    const result = { ...document };
    for (const [name, value] of Object.entries(patch)) {
        const old = result[name];
        if (value === null) delete result[name];
        else result[name] = isDocument(value) ? merged(isDocument(old) ? old : {}, value) : value;
    }
    return result;
}
