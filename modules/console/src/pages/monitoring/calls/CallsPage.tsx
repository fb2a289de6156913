import { Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { monitor, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { Call, CallPage } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { clock, duration } from '../../../ui/format';
import { Search } from '../../../ui/Search';
import { State, useNow } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { diagramPath } from './diagramPath';
import { isLive, outcome, spoken } from './outcome';

const STATES = [
    { value: '', label: 'All' },
    { value: 'live', label: 'Live' },
    { value: 'ended', label: 'Ended' },
    { value: 'failed', label: 'Failed' },
];

export function CallsPage() {
    const { d, mayWrite } = useSession();
    const [, go] = useLocation();
    const list = useListQuery();
    const now = useNow();
    const page = useQuery({
        queryKey: ['calls', d, list.params],
        queryFn: () => monitor<CallPage>('calls', { d, ...list.params }),
        placeholderData: keepPreviousData,
        refetchInterval: 15_000,
    });
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Calls</Title>
                <Group>
                    <SegmentedControl size="xs" aria-label="State" data={STATES} value={list.state} onChange={list.setState} />
                    <Search label="Number, account, Call-ID" value={list.search} onChange={list.setSearch} />
                </Group>
            </Group>
            <DataTable
                label="Calls"
                rows={page.data?.calls}
                columns={columns(now, !d, mayWrite)}
                rowKey={(call) => call.id}
                error={page.error}
                retry={() => void page.refetch()}
                sort={list.sort}
                onSort={list.setSort}
                onOpen={(call) => go(diagramPath(call.id))}
                empty={
                    list.search || list.state ? (
                        <Empty title="No call fits">Change the search or choose another state.</Empty>
                    ) : (
                        <Empty title="No calls yet">
                            Calls show here as they come. Those a provider sends and the gateway refuses at its edge are not among them:{' '}
                            <Link href="/routing/testing/match">Testing — Match</Link> tells why.
                        </Empty>
                    )
                }
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
        </Stack>
    );
}

function columns(now: number, withDomain: boolean, mayWrite: boolean): Column<Call>[] {
    return [
        { key: 'started', title: 'Started', sortable: true, cell: (call) => clock(call.started, now) },
        { key: 'direction', title: 'Direction', cell: (call) => (call.direction === 'in' ? '→ in' : '← out') },
        { key: 'from', title: 'From', sortable: true, cell: (call) => call.from },
        { key: 'to', title: 'To', sortable: true, cell: (call) => call.to },
        {
            key: 'code',
            title: 'Account',
            sortable: true,
            cell: (call) => (
                <>
                    {call.code}
                    {withDomain && <span className="soft"> {call.d}</span>}
                </>
            ),
        },
        { key: 'state', title: 'State', sortable: true, cell: (call) => <State of={outcome(call).kind}>{outcome(call).text}</State> },
        {
            key: 'duration',
            title: 'Spoken',
            sortable: true,
            right: true,
            cell: (call) => {
                const seconds = spoken(call, now);
                return seconds === undefined ? '' : duration(seconds);
            },
        },
        { key: 'node', title: 'Node', cell: (call) => call.node ?? '' },
        {
            key: 'acts',
            title: 'Actions',
            right: true,
            cell: (call) => (
                // What is pressed here is not to open the row.
                <Group gap="xs" justify="flex-end" wrap="nowrap" onClick={(event) => event.stopPropagation()}>
                    <Link href={diagramPath(call.id)}>Diagram</Link>
                    {mayWrite && isLive(call) && <HangUp call={call} />}
                </Group>
            ),
        },
    ];
}

export function HangUp({ call }: { call: Call }) {
    const queries = useQueryClient();
    return (
        <ConfirmButton
            label="Hang up"
            title="Hang up this call?"
            act={() => send('POST', `/api/monitor/v1/calls/${encodeURIComponent(call.id)}/hangup`)}
            onDone={() => void queries.invalidateQueries({ queryKey: ['calls'] })}
        >
            {call.from} → {call.to}, account {call.code} of {call.d}. Both ends hear that it is over.
        </ConfirmButton>
    );
}
