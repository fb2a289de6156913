import type { Suggestion } from '../../../../api/explanation';
import { isDocument, merged, same, type Document } from '../../../../ui/rules/diff';

const ACCOUNTS = '/rest/v1/uc/providers/';

/** Where the account is to be read and changed; undefined where a suggestion is not about an account. */
export function accountPath({ request }: Suggestion): string | undefined {
    if (request?.method !== 'PATCH' || !request.path.startsWith(ACCOUNTS)) return undefined;
    return ACCOUNTS + encodeURIComponent(request.path.slice(ACCOUNTS.length));
}

/**
 * The suggestion's patch for the account as it is now. A list stands whole in a patch, and was written when the INVITE was explained: what
 * somebody has added since then stays.
 */
export function patchFor(now: Document, body: Document): Document {
    return Object.fromEntries(
        Object.entries(body).map(([field, value]) => {
            const old = now[field];
            if (Array.isArray(value) && Array.isArray(old)) return [field, union(old, value)];
            return [field, isDocument(value) ? patchFor(isDocument(old) ? old : {}, value) : value];
        }),
    );
}

function union(old: unknown[], more: unknown[]): unknown[] {
    return [...old, ...more.filter((item) => !old.some((one) => same(one, item)))];
}

/** The account as it would be. */
export function suggested(now: Document, body: Document): Document {
    return merged(now, patchFor(now, body));
}

/** What an operator has to do in the settings of a node, since no request does it. */
export function byHand({ changes }: Suggestion): string[] {
    return changes.flatMap(({ setting, add, value }) => (setting ? [`${setting}: add ${add ?? String(value)}`] : []));
}
