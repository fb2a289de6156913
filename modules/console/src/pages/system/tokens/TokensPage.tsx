import { Alert, Button, Group, Stack, Switch, Title } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Token } from '../../../api/access';
import { explained, get, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { List } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { clock, duration } from '../../../ui/format';
import { Word } from '../../../ui/rules/Word';
import { Search } from '../../../ui/Search';
import { State, useNow } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { NewToken } from './NewToken';
import { standing } from './token';

export const PATH = '/rest/v1/master/tokens';

function pathOf(token: Token): string {
    return `${PATH}/${encodeURIComponent(token.id)}`;
}

/** Who may come in (docs/access.md). */
export function TokensPage() {
    const { d, isAdmin } = useSession();
    const [making, make] = useState(false);
    const list = useListQuery();
    const now = useNow();
    const page = useQuery({
        queryKey: ['tokens', d, list.params],
        queryFn: () => get<List<Token>>(PATH, { d, ...list.params }),
        placeholderData: keepPreviousData,
        refetchInterval: 30_000, // when they were used last
    });
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Tokens</Title>
                <Group>
                    <Search label="Name, role, domain" value={list.search} onChange={list.setSearch} />
                    {isAdmin && <Button onClick={() => make(true)}>Make a token</Button>}
                </Group>
            </Group>
            <DataTable
                label="Tokens"
                rows={page.data?.items}
                columns={columns(now, isAdmin)}
                rowKey={(token) => token.id}
                error={page.error}
                retry={() => void page.refetch()}
                empty={
                    list.search || d ? (
                        <Empty title="No token fits">Change the search, or choose all domains above.</Empty>
                    ) : (
                        <Empty title="Only the first token opens yet, that of the settings">
                            {isAdmin
                                ? 'Give everybody, people and programs, one of their own: what is done is then written down by name, and one can be revoked without the others.'
                                : 'An administrator makes others.'}
                        </Empty>
                    )
                }
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {making && <NewToken onClose={() => make(false)} />}
        </Stack>
    );
}

function expiry(token: Token, now: number): string {
    if (!token.expires) return 'never';
    const left = (Date.parse(token.expires) - now) / 1000;
    return left > 0 ? `${clock(token.expires, now)} (in ${duration(left)})` : clock(token.expires, now);
}

function columns(now: number, isAdmin: boolean): Column<Token>[] {
    const all: Column<Token>[] = [
        { key: 'name', title: 'Name', cell: (token) => <b><Word>{token.name}</Word></b> },
        { key: 'role', title: 'Role', cell: (token) => <Word>{token.role}</Word> },
        { key: 'd', title: 'Domain', cell: (token) => <Word>{token.d ?? 'all'}</Word> },
        { key: 'state', title: 'State', cell: (token) => <State of={standing(token, now).kind}>{standing(token, now).text}</State> },
        { key: 'expires', title: 'Expires', cell: (token) => expiry(token, now) },
        { key: 'lastused', title: 'Last used', cell: (token) => clock(token.lastused, now) || <span className="soft">never</span> },
        { key: 'created', title: 'Made', cell: (token) => clock(token.created, now) },
    ];
    if (isAdmin) {
        all.push({ key: 'enabled', title: 'Enabled', cell: (token) => <Enabled token={token} /> });
        all.push({ key: 'acts', title: 'Actions', right: true, cell: (token) => <Revoke token={token} /> });
    }
    return all;
}

function Enabled({ token }: { token: Token }) {
    const { session } = useSession();
    const queries = useQueryClient();
    const set = useMutation({
        mutationFn: (enabled: boolean) => send('PATCH', pathOf(token), { enabled }),
        onSettled: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
    });
    const mine = token.name === session.name;
    return (
        <>
            <Switch
                size="xs"
                aria-label={`Enabled: ${token.name}`}
                title={mine ? 'You are signed in with this token' : undefined}
                checked={set.isPending ? set.variables : token.enabled}
                disabled={set.isPending || mine}
                onChange={(event) => set.mutate(event.currentTarget.checked)}
            />
            {set.error && (
                <Alert color="red" role="alert" p={4}>
                    {explained(set.error)}
                </Alert>
            )}
        </>
    );
}

function Revoke({ token }: { token: Token }) {
    const { session } = useSession();
    const queries = useQueryClient();
    return (
        <Group justify="flex-end">
            <ConfirmButton
                label="Revoke"
                title={`Revoke the token ${token.name}?`}
                act={() => send('DELETE', pathOf(token))}
                onDone={() => void queries.invalidateQueries({ queryKey: ['tokens'] })}
            >
                It and its sessions open nothing any more, on every node within a second, and it cannot be had back. What {token.name} did stays in the
                audit.
                {token.name === session.name && <b> You are signed in with it: you will be signed out.</b>}
            </ConfirmButton>
        </Group>
    );
}
