import { Alert, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explained, get, send } from '../../../api/client';
import type { List, NodeInfo } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, type Column } from '../../../ui/DataTable';
import { count, duration } from '../../../ui/format';
import { State } from '../../../ui/state';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

function path(node: NodeInfo): string {
    return `/rest/v1/master/nodes/${encodeURIComponent(node.node)}`;
}

export function NodesPage() {
    const nodes = useQuery({
        queryKey: ['nodes'],
        queryFn: () => get<List<NodeInfo>>('/rest/v1/master/nodes'),
        refetchInterval: 5_000,
    });
    return (
        <Stack gap="sm">
            <Title order={1}>Nodes</Title>
            <DataTable
                label="Nodes"
                rows={nodes.data?.items}
                columns={COLUMNS}
                rowKey={(node) => node.node}
                error={nodes.error}
                retry={() => void nodes.refetch()}
                empty={<Empty title="No nodes">The node that answers is on its way into the cluster.</Empty>}
            />
        </Stack>
    );
}

const COLUMNS: Column<NodeInfo>[] = [
    {
        key: 'node',
        title: 'Node',
        cell: (node) => (
            <>
                <b>{node.node}</b> <span className="soft">{node.version}</span>
            </>
        ),
    },
    { key: 'state', title: 'State', cell: (node) => <State of={standing(node).kind}>{standing(node).text}</State> },
    { key: 'roles', title: 'Roles', cell: (node) => node.roles.join(' ') },
    { key: 'roleid', title: 'Role id', right: true, cell: (node) => node.roleid ?? '' },
    { key: 'accounts', title: 'Accounts', right: true, cell: (node) => (node.accounts === undefined ? '' : count(node.accounts)) },
    { key: 'calls', title: 'Calls', right: true, cell: (node) => (node.calls === undefined ? '' : count(node.calls)) },
    { key: 'uptime', title: 'Up', cell: (node) => (node.uptime === undefined ? '' : duration(node.uptime)) },
    { key: 'external', title: 'Known as', cell: (node) => node.externaladdrs?.join(', ') ?? '' },
    { key: 'loglevel', title: 'Log level', cell: (node) => node.loglevel && <LogLevel node={node} /> },
    { key: 'drain', title: 'Actions', right: true, cell: (node) => <Drain node={node} /> },
];

export function standing(node: NodeInfo): { kind: string; text: string } {
    if (!node.reachable) return { kind: 'failed', text: `${node.state}, unreachable` };
    if (!node.online) return { kind: 'pending', text: `${node.state}, does not answer` };
    if (node.draining) return { kind: 'pending', text: 'draining' };
    return { kind: node.state === 'up' ? 'up' : 'pending', text: node.state };
}

function LogLevel({ node }: { node: NodeInfo }) {
    const queries = useQueryClient();
    const set = useMutation({
        mutationFn: (loglevel: string) => send('PATCH', path(node), { loglevel }),
        onSettled: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
    });
    return (
        <>
            <NativeSelect
                size="xs"
                w={96}
                aria-label={`Log level of ${node.node}`}
                data={LEVELS}
                value={set.isPending ? set.variables : node.loglevel}
                disabled={set.isPending}
                onChange={(event) => set.mutate(event.currentTarget.value)}
            />
            {set.error && (
                <Alert color="red" role="alert" p={4}>
                    {explained(set.error)}
                </Alert>
            )}
        </>
    );
}

function Drain({ node }: { node: NodeInfo }) {
    const queries = useQueryClient();
    if (node.draining || !node.reachable) return null;
    return (
        <Group justify="flex-end">
            <ConfirmButton
                label="Drain"
                title={`Drain ${node.node}?`}
                act={() => send('POST', `${path(node)}/drain`)}
                onDone={() => void queries.invalidateQueries({ queryKey: ['nodes'] })}
            >
                It hands its accounts to other nodes, waits for its {node.calls ?? 0} calls, leaves the cluster and ends. To have it back, start
                it again on its machine.
            </ConfirmButton>
        </Group>
    );
}
