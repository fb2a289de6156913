import { Alert, Button, Drawer, Group, Loader, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { explained, get, monitor, Problem, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { List, Provider, ProviderState } from '../../../api/types';
import { Failed } from '../../../ui/DataTable';
import { pageOf } from '../../../ui/document/kind';
import { Facts } from '../../../ui/Facts';
import { clock, since } from '../../../ui/format';
import { State, useNow } from '../../../ui/state';
import { ACCOUNT } from '../../routing/providers/account';
import { preference, trouble, whyNotRegister } from './trouble';

/** One account, with all that is known of it, and what can be done. */
export function ProviderDrawer({ id, onClose }: { id: string; onClose: () => void }) {
    const path = id.split('/').map(encodeURIComponent).join('/');
    const one = useQuery({
        queryKey: ['providers', 'one', id],
        queryFn: () => monitor<ProviderState>(`providers/${path}`),
        refetchInterval: 5_000,
    });
    return (
        <Drawer.Root opened onClose={onClose} position="right" size="lg">
            <Drawer.Overlay />
            <Drawer.Content>
                <Group px="md" py="xs" justify="space-between">
                    <Drawer.Title fw={600}>{id}</Drawer.Title>
                    <Drawer.CloseButton aria-label="Close" />
                </Group>
                <Drawer.Body>
                    {one.error && <Failed error={one.error} retry={() => void one.refetch()} />}
                    {one.isLoading && <Loader aria-label="Loading" />}
                    {one.data && <Account row={one.data} path={path} />}
                </Drawer.Body>
            </Drawer.Content>
        </Drawer.Root>
    );
}

function Account({ row, path }: { row: ProviderState; path: string }) {
    const now = useNow();
    const { mayWrite } = useSession();
    return (
        <Stack>
            <Facts
                of={[
                    ['State', <State key="s" of={row.regstate} />],
                    ['Since', row.since && `${clock(row.since, now)} (${since(row.since, now)})`],
                    ['What is wrong', row.regstate === 'registered' ? '' : trouble(row, now)],
                    ['Next attempt', clock(row.nextattempt, now)],
                    ['Ping', <State key="p" of={row.pingstate} />],
                    ['Name', row.name],
                    ['User', row.user],
                    ['Provider', `${row.domain}:${row.port}/${row.proto}`],
                    ['Granted', row.granted && `${row.granted} s`],
                    ['Calls', row.trunks == null ? `${row.onlinetrunkcount}` : `${row.onlinetrunkcount} of ${row.trunks}`],
                    ['Node', row.node ?? 'nobody'],
                    ['Served there since', clock(row.ownersince, now)],
                ]}
            />
            {mayWrite && <Register row={row} path={path} />}
            <Title order={2}>Last response</Title>
            {row.last_response.length > 0 ? (
                <pre className="packet" tabIndex={0} aria-label="Last response">
                    {row.last_response.join('\n')}
                </pre>
            ) : (
                <div className="soft">The provider has not answered yet.</div>
            )}
            {mayWrite && <Move d={row.d} code={row.code} />}
        </Stack>
    );
}

function Register({ row, path }: { row: ProviderState; path: string }) {
    const queries = useQueryClient();
    const why = whyNotRegister(row);
    const register = useMutation({
        mutationFn: () => send('POST', `/api/monitor/v1/providers/${path}/register`),
        onSuccess: () => queries.invalidateQueries({ queryKey: ['providers'] }),
    });
    return (
        <Stack gap={4}>
            <Group>
                <Button size="xs" disabled={!!why} loading={register.isPending} onClick={() => register.mutate()}>
                    Register now
                </Button>
                <span className="soft">{why}</span>
            </Group>
            <div role="status">{register.isSuccess && 'Asked for; the state above follows.'}</div>
            {register.error && <Failed error={register.error} />}
        </Stack>
    );
}

async function document(d: string, code: string): Promise<Provider> {
    const { items } = await get<List<Provider>>('/rest/v1/uc/providers', { d, q: code, limit: 1000 });
    const found = items.find((item) => item.d === d && item.code === code);
    if (!found) throw new Problem(404, 'The account is no longer configured');
    return found;
}

/** The order in which instances serve it; the first that is there takes it. */
function Move({ d, code }: { d: string; code: string }) {
    const queries = useQueryClient();
    const account = useQuery({ queryKey: ['account', d, code], queryFn: () => document(d, code) });
    const [written, write] = useState<string>();
    const text = written ?? account.data?.serveridxs?.join(', ') ?? '';
    const order = preference(text);
    const move = useMutation({
        mutationFn: () => send('PATCH', `/rest/v1/uc/providers/${encodeURIComponent(account.data!.id)}`, { serveridxs: order }),
        onSuccess: async () => {
            write(undefined);
            await queries.invalidateQueries({ queryKey: ['account', d, code] });
            await queries.invalidateQueries({ queryKey: ['providers'] });
        },
    });
    if (account.error) return <Failed error={account.error} retry={() => void account.refetch()} />;
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                if (typeof order !== 'string') move.mutate();
            }}
        >
            <Title order={2} mb="xs">
                Move
            </Title>
            <Group align="flex-end">
                <TextInput
                    label="Instances in order of preference"
                    description="Their role ids, as 2, 1. Empty: any instance. Calls that go on stay where they are."
                    value={text}
                    disabled={!account.data}
                    error={typeof order === 'string' ? order : undefined}
                    onChange={(event) => write(event.currentTarget.value)}
                />
                <Button type="submit" size="xs" variant="default" disabled={written === undefined || typeof order === 'string'} loading={move.isPending}>
                    Move
                </Button>
            </Group>
            {account.data && (
                <div>
                    <Link href={pageOf(ACCOUNT, account.data.id)}>All settings of the account</Link>
                </div>
            )}
            <div role="status">{move.isSuccess && 'Saved; it moves within a second or two.'}</div>
            {move.error && (
                <Alert color="red" role="alert" mt="xs">
                    {explained(move.error)}
                </Alert>
            )}
        </form>
    );
}
