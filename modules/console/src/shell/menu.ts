export interface Item {
    path: string;
    label: string;
    /** After `g`. */
    key: string;
    adminOnly?: boolean;
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
        ],
    },
    {
        label: 'Routing',
        items: [
            { path: '/routing/providers', label: 'Providers', key: 'a' },
            { path: '/routing/routes', label: 'Routes', key: 'r' },
            { path: '/routing/normalization', label: 'Normalization', key: 'm' },
        ],
    },
    { label: 'System', items: [{ path: '/system/nodes', label: 'Nodes', key: 'n', adminOnly: true }] },
];

export function menuFor(isAdmin: boolean): Group[] {
    return MENU.map((group) => ({ ...group, items: group.items.filter((item) => isAdmin || !item.adminOnly) })).filter(
        (group) => group.items.length > 0,
    );
}
