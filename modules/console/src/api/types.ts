export type Role = 'admin' | 'domainadmin' | 'viewer';

export interface Session {
    name: string;
    role: Role;
    d: string | null;
    csrf: string;
    expires: string;
}

export type RegState = 'disabled' | 'unregistered' | 'registering' | 'registered' | 'failed';
export type PingState = 'disabled' | 'pending' | 'ok' | 'failed';

export interface ProviderState {
    id: string;
    d: string;
    code: string;
    name?: string;
    enabled: boolean;
    reg: boolean;
    user: string;
    domain: string;
    port: number;
    proto: string;
    regstate: RegState;
    pingstate: PingState;
    node: string | null;
    srvidx?: number | null;
    ownersince?: string;
    since?: string;
    nextattempt?: string;
    failure?: string;
    granted?: number;
    last_response: string[];
    trunks?: number | null;
    onlinetrunkcount: number;
}

export interface ProviderPage {
    total: number;
    offset: number;
    counts: Record<string, number>;
    offline?: string[];
    providers: ProviderState[];
}

export interface MediaStream {
    end: 'caller' | 'callee';
    kind: string;
    from: string;
    packets: number;
    bytes: number;
    lost: number;
    jitter: number;
    strangers: number;
    heard?: string;
}

export interface Call {
    id: string;
    code: string;
    d: string;
    direction: 'in' | 'out';
    from: string;
    to: string;
    state: string;
    started: string;
    answered?: string;
    ended?: string;
    callids: string[];
    status?: number;
    reason?: string;
    node?: string;
    media?: MediaStream[];
    notheard?: 'caller' | 'callee';
}

export interface CallPage {
    total: number;
    offset: number;
    calls: Call[];
    offline?: string[];
}

export interface Packet {
    time: string;
    direction: 'sent' | 'received';
    failed?: boolean;
    transport: string;
    from: string;
    to: string;
    leg: number;
    callid: string;
    line: string;
    cseq: string;
    reason?: string;
    node?: string;
    text?: string;
}

export interface Diagram {
    id: string;
    node?: string;
    nodes?: string[];
    silent?: string[];
    state: string;
    callids: string[];
    complete: boolean;
    packets: Packet[];
}

export interface Domain {
    d: string;
    name?: string;
}

export interface NodeInfo {
    node: string;
    address: string;
    roles: string[];
    roleid?: number;
    priority?: number;
    unbound?: boolean;
    state: string;
    reachable: boolean;
    online: boolean;
    accounts?: number;
    calls?: number;
    version?: string;
    loglevel?: string;
    draining?: boolean;
    externaladdrs?: string[];
    since?: string;
    uptime?: number;
}

export interface Provider {
    id: string;
    d: string;
    code: string;
    enabled: boolean;
    name?: string;
    username?: string;
    domain?: string;
    proxyaddr?: string;
    transport?: string;
    reg?: boolean;
    trunks?: number;
    serveridxs?: number[];
    [field: string]: unknown;
}

export interface RouteRule {
    id: string;
    d: string;
    enabled: boolean;
    name?: string;
    priority?: number;
    origin?: 'provider' | 'subscriber' | 'any';
    providercode?: string;
    from?: string;
    to?: string;
    action: string;
    target?: string;
    code?: number;
    [field: string]: unknown;
}

export interface NormalizationRule {
    id: string;
    d: string;
    enabled: boolean;
    name?: string;
    priority?: number;
    direction: 'in' | 'out';
    providercode?: string;
    match?: Record<string, string>;
    set?: Record<string, string | Record<string, string>>;
    [field: string]: unknown;
}

export interface List<T> {
    items: T[];
    total: number;
}

export interface Envelope<T> {
    resultcode: number;
    resultmsg: string;
    data: T;
}
