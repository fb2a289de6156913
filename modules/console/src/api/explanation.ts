/** Answers of `/api/test/v1` and `/api/monitor/v1/refused`, as openapi.yaml describes them. */

export interface InviteFields {
    touser: string;
    tohost: string;
    fromuser: string;
    fromhost: string;
    contactuser: string;
    contacthost: string;
}

export interface RefusedInvite {
    id: string;
    node: string;
    time: string;
    source: string;
    status: number;
    reason: string;
    callid: string;
    fields: InviteFields;
    packet?: string;
    cut?: boolean;
}

export interface RefusedPage {
    refused: RefusedInvite[];
    total: number;
    offline?: string[];
}

export interface Candidate {
    d: string;
    code: string;
    node: string;
    fits: boolean;
    sourceallowed: boolean;
    why?: string[];
}

export interface SearchStep {
    step: string;
    registration: boolean;
    user: string;
    host: string;
    hits: number;
    others?: number;
    candidates: Candidate[];
}

export interface Hit {
    d: string;
    code: string;
    node: string;
    step: string;
    sourceallowed: boolean;
    compared: { from: string; value: string; fits: boolean }[];
}

export interface Normalization {
    rules: { id: string; name: string; priority: number; applies: boolean; why?: string }[];
    /** Id of the rule that applies; '' when none does. */
    rule: string;
    result: Record<string, string>;
    headers: Record<string, string>;
    changed: Record<string, { before: string; after: string }>;
}

export interface TriedRoute {
    id: string;
    name: string;
    priority: number;
    action: string;
    target: string;
    fits: boolean;
    why?: string;
    note?: string;
}

/** A second leg: its packet, or what is in its way. */
export interface Leaving {
    target: string;
    hop?: string;
    problem?: string;
    packet?: string;
    /** What of the packet is made for each call, as `Via branch`. */
    fresh?: string[];
    swapped?: number;
}

/** A field of the account, or a setting of the node. */
export interface SuggestedChange {
    field?: string;
    setting?: string;
    value?: unknown;
    add?: string;
}

export interface Suggestion {
    text: string;
    d: string;
    code: string;
    step: string;
    sourceallowed: boolean;
    opens: boolean;
    changes: SuggestedChange[];
    varying?: string[];
    conflicts?: { text: string }[];
    request?: { method: string; path: string; body: Record<string, unknown> };
}

export interface Explanation {
    passes: boolean;
    stage: string;
    status?: number;
    reason: string;
    node: string;
    source: string;
    border: { verdict: 'allow' | 'deny'; rule: string; name?: string; priority?: number; denymode?: string };
    alg?: { places: number; pairs: { gray: string; white: string; places: number }[]; packet: string };
    fields: InviteFields;
    steps: SearchStep[];
    hit?: Hit;
    trunks?: { used: number; limit?: number; incoming: number; inlimit?: number; cpslimit?: number };
    normalization?: Normalization;
    routes?: TriedRoute[];
    invites?: Leaving[];
    suggestions: Suggestion[];
}
