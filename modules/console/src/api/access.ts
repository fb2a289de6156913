import type { Role } from './types';

export interface Token {
    id: string;
    name: string;
    role: Role;
    /** The only domain it is for; left out where all are. */
    d?: string;
    /** Left out where it does not. */
    expires?: string;
    enabled: boolean;
    created: string;
    lastused?: string;
}

/** The one answer that has the token itself. */
export interface MadeToken extends Token {
    token: string;
}

export interface AuditEntry {
    id: number;
    at: string;
    /** '' where no token opened. */
    who: string;
    role: string;
    address: string;
    action: string;
    kind: string;
    d?: string;
    key: string;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
}

export interface ImportStep {
    what: 'added' | 'changed' | 'deleted';
    kind: string;
    id: string;
    name: string;
    fields?: Record<string, { before: unknown; after: unknown }>;
}

export interface ImportAnswer {
    d: string;
    dryrun: boolean;
    added: number;
    changed: number;
    deleted: number;
    unchanged: number;
    left: number;
    steps: ImportStep[];
}
