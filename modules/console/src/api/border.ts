export interface BorderRule {
    id: string;
    name: string;
    enabled: boolean;
    priority: number;
    address: string;
    transport: '' | 'udp' | 'tcp' | 'tls';
    port: number;
    method: string;
    fromuser: string;
    fromdomain: string;
    touser: string;
    todomain: string;
    useragent: string;
    action: 'allow' | 'deny';
    denymode: 'drop' | 'reject';
    code: number;
    reason: string;
}

export interface BorderCounts {
    rules: { id: string; packets: number; nodes: Record<string, number> }[];
    offline?: string[];
}

export interface Ban {
    address: string;
    state: 'pinned' | 'banned' | 'watched';
    offences?: Record<string, number>;
    until?: string;
    count?: number;
    node?: string;
    bans?: number;
    alarms?: number;
    note?: string;
    nodes?: Record<string, number>;
}
