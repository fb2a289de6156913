export interface Item {
    path: string;
    label: string;
    /** After `g`. */
    key: string;
    adminOnly?: boolean;
    /** Of the platform: for those who see all domains. */
    allDomains?: boolean;
}

export interface Group {
    label: string;
    items: Item[];
}

/** Names as the operators know them. */
export const MENU: Group[] = [
    {
        label: 'Monitoring',
        items: [
            { path: '/monitoring/providers', label: 'Providers', key: 'p' },
            { path: '/monitoring/calls', label: 'Calls', key: 'c' },
            { path: '/monitoring/records', label: 'Records', key: 'o' },
        ],
    },
    {
        label: 'Routing',
        items: [
            { path: '/routing/providers', label: 'Providers', key: 'e' },
            { path: '/routing/routes', label: 'Routes', key: 'r' },
            { path: '/routing/normalization', label: 'Normalization', key: 'z' },
            { path: '/routing/testing/match', label: 'Testing — Match', key: 'm' },
            { path: '/routing/testing/substitution', label: 'Testing — Substitution', key: 's' },
            { path: '/routing/filter', label: 'Filter', key: 'f', allDomains: true },
        ],
    },
    {
        label: 'System',
        items: [
            { path: '/system/domains', label: 'Domains', key: 'd' },
            { path: '/system/tokens', label: 'Tokens', key: 't', allDomains: true },
            { path: '/system/audit', label: 'Audit', key: 'a', allDomains: true },
            { path: '/system/nodes', label: 'Nodes', key: 'n', adminOnly: true },
        ],
    },
];

/** What a token opens, as the server's Permissions have it. */
export function menuFor(isAdmin: boolean, seesAll: boolean): Group[] {
    const opens = (item: Item) => (isAdmin || !item.adminOnly) && (seesAll || !item.allDomains);
    return MENU.map((group) => ({ ...group, items: group.items.filter(opens) })).filter((group) => group.items.length > 0);
}
