import type { ImportStep } from '../../../api/access';
import { isDocument, type Change, type Document } from '../../../ui/rules/diff';
import { parsed } from '../../../ui/rules/problems';

/** Lists a domain's file may have, as people call what is in them. */
const LISTS: Record<string, string> = {
    providers: 'accounts', subscribers: 'subscribers', normalizationrules: 'normalization rules', routes: 'routes',
};

/** What a list holds, one of it. */
function one(list: string): string {
    return (LISTS[list] ?? list).replace(/s$/, '');
}

export interface DomainFile {
    document: Document;
    /** Where it comes from; '' when it does not say. */
    d: string;
    /** How many of what. */
    holds: string;
    /** Lists it has none of: these stay as they are. */
    without: string[];
}

/** The file of a domain, or why it is none. */
export function domainFile(text: string): DomainFile | string {
    const { document, error } = parsed(text);
    if (!document) return error;
    if (!('esg' in document)) return 'This is no file of a domain: it has no "esg", the version of its layout. Export a domain to see one.';
    const lists = Object.keys(LISTS);
    const holds = lists.flatMap((list) => {
        const listed = document[list];
        return Array.isArray(listed) ? [listed.length === 1 ? `1 ${one(list)}` : `${listed.length} ${LISTS[list]}`] : [];
    });
    return {
        document,
        d: typeof document.d === 'string' ? document.d : '',
        holds: holds.join(', ') || 'no lists',
        without: lists.filter((list) => !(list in document)).map((list) => LISTS[list]!),
    };
}

/** What a step does to the fields of its document. */
export function stepChanges({ fields }: ImportStep): Change[] {
    return Object.entries(fields ?? {}).flatMap(([field, change]) =>
        isDocument(change) ? [{ field, before: change.before, after: change.after }] : [],
    );
}

export function stepName({ kind, id, name }: ImportStep): string {
    return `${one(kind)} ${name || id}`;
}
