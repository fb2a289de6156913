import { Alert, Button, Group, Stack, Switch } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { BorderCounts, BorderRule } from '../../../api/border';
import { explained, get, monitor, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { List } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { count } from '../../../ui/format';
import { Search } from '../../../ui/Search';
import { State } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { asks, does } from './rule';
import { RuleCard } from './RuleCard';

const PATH = '/rest/v1/master/borderrules';
/** Counters that belong to no rule. */
const BANS = 'esg:bans';
const STRANGERS = 'esg:strangers';

export function rulePath(id: string): string {
    return `${PATH}/${encodeURIComponent(id)}`;
}

/** Rules in the order they are asked, with how often each has decided. */
export function RulesTab({ opened }: { opened?: string }) {
    const { isAdmin } = useSession();
    const [, go] = useLocation();
    const [making, make] = useState(false);
    const list = useListQuery();
    const page = useQuery({
        queryKey: ['borderrules', list.params],
        queryFn: () => get<List<BorderRule>>(PATH, list.params),
        placeholderData: keepPreviousData,
    });
    const counts = useQuery({ queryKey: ['border'], queryFn: () => monitor<BorderCounts>('border'), refetchInterval: 10_000 });
    const packets = new Map(counts.data?.rules.map((rule) => [rule.id, rule]));
    const open = (id?: string) => go(id ? `/routing/filter?rule=${encodeURIComponent(id)}` : '/routing/filter', { replace: true });
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Search label="Name, address" value={list.search} onChange={list.setSearch} />
                {isAdmin && <Button onClick={() => make(true)}>Add a rule</Button>}
            </Group>
            <Counted of={packets} offline={counts.data?.offline ?? []} />
            <DataTable
                label="Rules, the first that fits decides"
                rows={page.data?.items}
                columns={columns(packets, isAdmin)}
                rowKey={(rule) => rule.id}
                error={page.error}
                retry={() => void page.refetch()}
                onOpen={(rule) => open(rule.id)}
                empty={list.search ? <Empty title="No rule fits">Change the search.</Empty> : <Nothing isAdmin={isAdmin} />}
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {making && <RuleCard onClose={() => make(false)} />}
            {opened && <RuleCard key={opened} id={opened} onClose={() => open()} />}
        </Stack>
    );
}

function Nothing({ isAdmin }: { isAdmin: boolean }) {
    return (
        <Empty title="No rules: everybody may speak to the outside listeners">
            {isAdmin
                ? 'On the Internet a white list is best: add a rule that allows each provider’s addresses, then one with a larger priority that denies the rest.'
                : 'An administrator may add rules.'}
        </Empty>
    );
}

function Counted({ of, offline }: { of: Map<string, { packets: number }>; offline: string[] }) {
    const packets = (id: string) => count(of.get(id)?.packets ?? 0);
    return (
        <>
            <div className="soft">
                Since the nodes started: {packets(BANS)} packets dropped by bans, {packets(STRANGERS)} requests of strangers left unanswered.
            </div>
            {offline.length > 0 && (
                <Alert color="orange" variant="light">
                    No answer from {offline.join(', ')}: packets they have counted are missing.
                </Alert>
            )}
        </>
    );
}

function columns(packets: Map<string, BorderCounts['rules'][number]>, isAdmin: boolean): Column<BorderRule>[] {
    const all: Column<BorderRule>[] = [
        { key: 'priority', title: 'Priority', cell: (rule) => rule.priority },
        { key: 'name', title: 'Name', cell: (rule) => rule.name },
        { key: 'asks', title: 'Asks for', cell: asks },
        { key: 'does', title: 'Does', cell: (rule) => <State of={rule.action === 'allow' ? 'ok' : 'failed'}>{does(rule)}</State> },
        {
            key: 'packets',
            title: 'Packets',
            right: true,
            cell: (rule) => {
                const found = packets.get(rule.id);
                const byNode = Object.entries(found?.nodes ?? {}).map(([node, number]) => `${node}: ${number}`);
                return <span title={byNode.join('\n')}>{count(found?.packets ?? 0)}</span>;
            },
        },
        { key: 'enabled', title: 'Enabled', cell: (rule) => (isAdmin ? <Enabled rule={rule} /> : rule.enabled ? 'yes' : 'no') },
    ];
    if (isAdmin) all.push({ key: 'acts', title: 'Actions', right: true, cell: (rule) => <Delete rule={rule} /> });
    return all;
}

function Enabled({ rule }: { rule: BorderRule }) {
    const queries = useQueryClient();
    const set = useMutation({
        mutationFn: (enabled: boolean) => send('PATCH', rulePath(rule.id), { enabled }),
        onSettled: () => queries.invalidateQueries({ queryKey: ['borderrules'] }),
    });
    return (
        <div onClick={(event) => event.stopPropagation()}>
            <Switch
                size="xs"
                aria-label={`Enabled: ${rule.name || asks(rule)}`}
                checked={set.isPending ? set.variables : rule.enabled}
                disabled={set.isPending}
                onChange={(event) => set.mutate(event.currentTarget.checked)}
            />
            {set.error && (
                <Alert color="red" role="alert" p={4}>
                    {explained(set.error)}
                </Alert>
            )}
        </div>
    );
}

function Delete({ rule }: { rule: BorderRule }) {
    const queries = useQueryClient();
    return (
        <Group justify="flex-end" onClick={(event) => event.stopPropagation()}>
            <ConfirmButton
                label="Delete"
                title={`Delete the rule ${rule.name || rule.id}?`}
                act={() => send('DELETE', rulePath(rule.id))}
                onDone={() => void queries.invalidateQueries({ queryKey: ['borderrules'] })}
            >
                It asks for {asks(rule)} and does: {does(rule)}. Without it, packets go on to the rules behind it, on every node within a second.
            </ConfirmButton>
        </Group>
    );
}
