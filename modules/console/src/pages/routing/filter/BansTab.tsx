import { Button, Group, Stack } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ban } from '../../../api/border';
import { get, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { List } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { clock, count, duration } from '../../../ui/format';
import { State, useNow } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { BanForm } from './BanForm';

const PATH = '/rest/v1/master/bans';

const KINDS: Record<Ban['state'], string> = { pinned: 'failed', banned: 'failed', watched: 'pending' };

/** Sources that are held off, or have offended. */
export function BansTab() {
    const { isAdmin } = useSession();
    const [adding, add] = useState(false);
    const list = useListQuery();
    const now = useNow();
    const page = useQuery({
        queryKey: ['bans', list.offset],
        queryFn: () => get<List<Ban>>(PATH, { limit: PAGE, offset: list.offset }),
        placeholderData: keepPreviousData,
        refetchInterval: 15_000, // counts and budgets, which no event tells
    });
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <span className="soft">Pinned by an operator, banned by a node, watched while within the budget.</span>
                {isAdmin && <Button onClick={() => add(true)}>Ban an address</Button>}
            </Group>
            <DataTable
                label="Bans"
                rows={page.data?.items}
                columns={columns(now, isAdmin)}
                rowKey={(ban) => ban.address}
                error={page.error}
                retry={() => void page.refetch()}
                empty={
                    <Empty title="Nobody is banned, and nobody has offended">
                        Who tries numbers or passwords shows here, and is banned for a while when it goes on.
                        {isAdmin && ' An address you know to be bad may be banned by hand.'}
                    </Empty>
                }
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {adding && <BanForm onClose={() => add(false)} />}
        </Stack>
    );
}

/** How long it lasts; a ban without an end is one of an operator. */
export function lasts(ban: Ban, now: number): string {
    if (ban.state === 'watched') return '';
    if (!ban.until) return 'until lifted';
    return `${clock(ban.until, now)} (${duration((Date.parse(ban.until) - now) / 1000)})`;
}

function columns(now: number, isAdmin: boolean): Column<Ban>[] {
    const all: Column<Ban>[] = [
        { key: 'address', title: 'Source', cell: (ban) => <b>{ban.address}</b> },
        { key: 'state', title: 'State', cell: (ban) => <State of={KINDS[ban.state]}>{ban.state}</State> },
        { key: 'until', title: 'Until', cell: (ban) => lasts(ban, now) },
        {
            key: 'offences',
            title: 'Offences',
            cell: (ban) =>
                Object.entries(ban.offences ?? {})
                    .map(([offence, times]) => `${offence} ${times}`)
                    .join(', '),
        },
        {
            key: 'count',
            title: 'Dropped',
            right: true,
            cell: (ban) => (
                <span
                    title={Object.entries(ban.nodes ?? {})
                        .map(([node, packets]) => `${node}: ${packets}`)
                        .join('\n')}
                >
                    {count(ban.count ?? 0)}
                </span>
            ),
        },
        { key: 'bans', title: 'Bans', right: true, cell: (ban) => ban.bans ?? 0 },
        { key: 'note', title: 'Note', cell: (ban) => ban.note || (ban.alarms ? `known source, ${ban.alarms} alarms` : (ban.node ?? '')) },
    ];
    if (isAdmin) all.push({ key: 'acts', title: 'Actions', right: true, cell: (ban) => <Lift ban={ban} /> });
    return all;
}

function Lift({ ban }: { ban: Ban }) {
    const queries = useQueryClient();
    return (
        <Group justify="flex-end">
            <ConfirmButton
                label={ban.state === 'watched' ? 'Forget' : 'Lift'}
                title={ban.state === 'watched' ? `Forget what ${ban.address} did?` : `Lift the ban of ${ban.address}?`}
                act={() => send('DELETE', `${PATH}/${encodeURIComponent(ban.address)}`)}
                onDone={() => void queries.invalidateQueries({ queryKey: ['bans'] })}
            >
                Every node forgets what led to it. If it goes on, it is banned again; what you know to be good belongs into a rule that allows it.
            </ConfirmButton>
        </Group>
    );
}
