import type { AuditEntry } from '../../../api/access';
import { changes, listChange, MASK, said, type Change } from '../../../ui/rules/diff';

const DEEDS: Record<string, string> = {
    create: 'made', update: 'changed', delete: 'deleted', import: 'imported', drain: 'drained', loglevel: 'set the log level of', ban: 'pinned',
    lift: 'lifted', register: 'had registered', hangup: 'hung up', signin: 'signed in', signinfailed: 'failed to sign in', signout: 'signed out',
};

/** `changed provider p1`. */
export function deed({ action, kind, key }: AuditEntry): string {
    const thing = kind === 'session' ? '' : `${kind} ${key}`;
    return `${DEEDS[action] ?? action} ${thing}`.trim();
}

/** What differs. Of a change, the entry has the fields that changed: a secret is masked on both sides then, and changed all the same. */
export function entryChanges({ before, after }: AuditEntry): Change[] {
    const found = changes(before, after);
    const secrets = Object.keys(after ?? {}).filter((field) => before?.[field] === MASK && after?.[field] === MASK);
    return [...found, ...secrets.map((field) => ({ field, before: MASK, after: MASK }))];
}

/** Fields told in the table; the rest is told where the entry is opened. */
const FEW = 3;

/** What changed, in one line. */
export function summary(entry: AuditEntry): string {
    const found = entryChanges(entry);
    if (!entry.before || !entry.after) return '';
    const told = found.slice(0, FEW).map((change) => {
        const list = listChange(change);
        if (list) return [change.field, ...list.added.map((item) => `+${said(item)}`), ...list.removed.map((item) => `−${said(item)}`)].join(' ');
        if (change.before === MASK && change.after === MASK) return `${change.field}, not shown`;
        return `${change.field} ${said(change.before)} → ${said(change.after)}`;
    });
    return found.length > FEW ? `${told.join('; ')}; ${found.length - FEW} more` : told.join('; ');
}
