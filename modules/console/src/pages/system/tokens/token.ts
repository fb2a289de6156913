import type { Token } from '../../../api/access';
import type { Role } from '../../../api/types';
import { instant } from '../../../ui/format';

export interface Written {
    name: string;
    role: Role;
    d: string;
    /** Local time as the form has it; '' for no end. */
    expires: string;
}

export const FIELDS: readonly (keyof Written)[] = ['name', 'role', 'd', 'expires'];

export const ROLES: { value: Role; label: string; help: string }[] = [
    { value: 'viewer', label: 'viewer: looks, tries, changes nothing', help: 'Of all domains, or of one' },
    { value: 'domainadmin', label: 'domainadmin: everything in one domain', help: 'Its documents, calls, accounts, tests, export and import' },
    { value: 'admin', label: 'admin: everything', help: 'In all domains' },
];

/** The document that is sent; what is not set is left out. */
export function document({ name, role, d, expires }: Written): Record<string, unknown> {
    return { name: name.trim(), role, ...(d && role !== 'admin' ? { d } : {}), ...(expires ? { expires: instant(expires) } : {}) };
}

/** What is wrong with it, by field; the server has the last word. */
export function wrong({ name, role, d, expires }: Written, now: number): Record<string, string> {
    return {
        ...(name.trim() === 'admin' ? { name: 'is that of the token in the settings' } : {}),
        ...(name.trim().length > 100 ? { name: 'may not be longer than 100 characters' } : {}),
        ...(role === 'domainadmin' && !d ? { d: 'is required for a domainadmin' } : {}),
        ...(expires && Date.parse(expires) <= now ? { expires: 'is over already' } : {}),
    };
}

/** Whether it opens: a colour's name and words. */
export function standing(token: Token, now: number): { kind: string; text: string } {
    if (!token.enabled) return { kind: 'disabled', text: 'disabled' };
    if (token.expires && Date.parse(token.expires) <= now) return { kind: 'disabled', text: 'expired' };
    return { kind: 'ok', text: 'valid' };
}
