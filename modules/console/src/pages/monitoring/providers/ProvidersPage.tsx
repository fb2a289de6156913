import { Alert, Group, Stack, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { monitor } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { ProviderPage, ProviderState } from '../../../api/types';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { count, since } from '../../../ui/format';
import { Search } from '../../../ui/Search';
import { colour, State, useNow } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { NoAccounts } from '../../routing/providers/letter/NoAccounts';
import { ProviderDrawer } from './ProviderDrawer';
import { STATES, trouble } from './trouble';

export function ProvidersPage() {
    const { d } = useSession();
    const list = useListQuery();
    const [asked] = useSearchParams(); // where an account's settings lead here
    const [opened, open] = useState(() => asked.get('open') ?? undefined);
    const now = useNow();
    const page = useQuery({
        queryKey: ['providers', d, list.params],
        queryFn: () => monitor<ProviderPage>('providers', { d, ...list.params }),
        placeholderData: keepPreviousData,
        refetchInterval: 15_000, // what no event tells, as trunks in use
    });
    const data = page.data;
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Providers</Title>
                <Search label="Code, name, domain, user" value={list.search} onChange={list.setSearch} />
            </Group>
            {data && <Summary counts={data.counts} chosen={list.state} choose={list.setState} />}
            {data?.offline && data.offline.length > 0 && (
                <Alert color="orange" variant="light">
                    No answer from {data.offline.join(', ')}: accounts served there show as not served.
                </Alert>
            )}
            <DataTable
                label="Providers"
                rows={data?.providers}
                columns={columns(now, !d)}
                rowKey={(row) => row.id}
                error={page.error}
                retry={() => void page.refetch()}
                sort={list.sort}
                onSort={list.setSort}
                onOpen={(row) => open(row.id)}
                empty={<Nothing searching={!!list.search || !!list.state} />}
            />
            {data && <Pager total={data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {opened && <ProviderDrawer id={opened} onClose={() => open(undefined)} />}
        </Stack>
    );
}

function Summary({ counts, chosen, choose }: { counts: Record<string, number>; chosen: string; choose: (state: string) => void }) {
    const shown = ['', ...STATES.filter((state) => (counts[state] ?? 0) > 0 || state === 'failed' || state === chosen)];
    return (
        <div className="strip" role="group" aria-label="Accounts by state">
            {shown.map((state) => (
                <button
                    key={state}
                    aria-pressed={chosen === state}
                    style={{ borderLeftColor: state ? colour(state) : 'var(--esg-line)' }}
                    onClick={() => choose(chosen === state ? '' : state)}
                >
                    <b>{count(counts[state || 'all'] ?? 0)}</b>
                    {state || 'all'}
                </button>
            ))}
        </div>
    );
}

function Nothing({ searching }: { searching: boolean }) {
    return searching ? (
        <Empty title="No account fits">Change the search or choose another state.</Empty>
    ) : (
        <NoAccounts />
    );
}

function columns(now: number, withDomain: boolean): Column<ProviderState>[] {
    return [
        {
            key: 'code',
            title: 'Account',
            sortable: true,
            cell: (row) => (
                <>
                    {row.code}
                    {withDomain && <span className="soft"> {row.d}</span>}
                </>
            ),
        },
        { key: 'regstate', title: 'State', sortable: true, cell: (row) => <State of={row.regstate} /> },
        { key: 'since', title: 'Since', cell: (row) => since(row.since ?? row.ownersince, now) },
        { key: 'pingstate', title: 'Ping', sortable: true, cell: (row) => <State of={row.pingstate} /> },
        { key: 'domain', title: 'Provider', sortable: true, cell: (row) => `${row.domain}:${row.port}/${row.proto}` },
        {
            key: 'onlinetrunkcount',
            title: 'Calls',
            sortable: true,
            right: true,
            cell: (row) => (row.trunks == null ? row.onlinetrunkcount : `${row.onlinetrunkcount} / ${row.trunks}`),
        },
        { key: 'node', title: 'Node', sortable: true, cell: (row) => row.node ?? <span className="soft">nobody</span> },
        { key: 'trouble', title: 'Last answer', cell: (row) => trouble(row, now) },
    ];
}
