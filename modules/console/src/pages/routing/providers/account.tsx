import { Link } from 'wouter';
import type { Provider } from '../../../api/types';
import type { Kind } from '../../../ui/document/kind';
import { GROUPS } from './fields';
import { atOdds } from './rules';

/** The monitor's page with this account opened. */
export function monitorPage(of: { d: string; code: string }): string {
    return `/monitoring/providers?open=${encodeURIComponent(`${of.d}/${of.code}`)}`;
}

export const ACCOUNT: Kind<Provider> = {
    key: 'providers',
    path: '/rest/v1/uc/providers',
    page: '/routing/providers',
    title: 'Providers',
    one: 'account',
    search: 'Code, name, user, provider',
    called: (row) => row.code,
    columns: [
        { key: 'code', title: 'Account', cell: (row) => row.code },
        { key: 'name', title: 'Name', cell: (row) => row.name ?? '' },
        { key: 'username', title: 'User', cell: (row) => row.username ?? '' },
        { key: 'domain', title: 'Provider', cell: (row) => server(row) },
        { key: 'reg', title: 'Kind', cell: (row) => (row.reg === false ? 'point to point' : 'registers') },
        { key: 'trunks', title: 'Calls at most', right: true, cell: (row) => row.trunks ?? 'no limit' },
    ],
    groups: GROUPS,
    fresh: { enabled: true, reg: true, transport: 'udp', pingmode: 'disabled', media: false, reinvite: true },
    check: atOdds,
    gone: 'It unregisters, calls that go on stay, and new ones find it no more. Routes that name it lead nowhere.',
    stale: ['providers', 'account'],
    elsewhere: (row) => (
        <div>
            <Link href={monitorPage(row)}>Its state in Monitoring — Providers</Link>
        </div>
    ),
};

function server({ domain, proxyaddr, transport }: Provider): string {
    return `${domain ?? ''}${proxyaddr ? ` by ${proxyaddr}` : ''} / ${transport ?? 'udp'}`;
}
