import { Alert, Button, Group, Stack, Switch, Title } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { explained, get, send } from '../../api/client';
import { useSession } from '../../api/session';
import type { List } from '../../api/types';
import { DataTable, Empty, Pager, type Column } from '../DataTable';
import { Search } from '../Search';
import { State } from '../state';
import { PAGE, useListQuery } from '../useListQuery';
import { pageOf, pathOf, type Kind, type Row } from './kind';

interface Props<T extends Row> {
    kind: Kind<T>;
    /** When there is none at all. */
    empty: ReactNode;
    /** More ways to make one, beside the button. */
    ways?: ReactNode;
}

/** The documents of a kind in the order of the server, by page, of the domain that is chosen above. */
export function DocumentList<T extends Row>({ kind, empty, ways }: Props<T>) {
    const { d, mayWrite } = useSession();
    const [, go] = useLocation();
    const list = useListQuery();
    const { q, limit, offset } = list.params;
    const page = useQuery({
        queryKey: ['documents', kind.key, 'list', d, q, limit, offset],
        queryFn: () => get<List<T>>(kind.path, { d, q, limit, offset }),
        placeholderData: keepPreviousData,
    });
    const total = page.data?.total ?? 0;
    const { setOffset } = list;
    useEffect(() => setOffset(0), [d, setOffset]);
    useEffect(() => {
        // The last of the last page has been deleted.
        if (!page.isPlaceholderData && total > 0 && offset >= total) setOffset(Math.floor((total - 1) / limit) * limit);
    }, [page.isPlaceholderData, total, offset, limit, setOffset]);
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>{kind.title}</Title>
                <Group gap="xs">
                    <Search label={kind.search} value={list.search} onChange={list.setSearch} />
                    {mayWrite && ways}
                    {mayWrite && (
                        <Button component={Link} href={`${kind.page}/new`} size="xs">
                            New {kind.one}
                        </Button>
                    )}
                </Group>
            </Group>
            <DataTable
                label={kind.title}
                rows={page.data?.items}
                columns={columns(kind, !d, mayWrite)}
                rowKey={(row) => row.id}
                error={page.error}
                retry={() => void page.refetch()}
                onOpen={(row) => go(pageOf(kind, row.id))}
                empty={list.search ? <Empty title={`No ${kind.one} fits`}>Change the search, or choose another domain above.</Empty> : empty}
            />
            {page.data && <Pager total={total} offset={offset} limit={PAGE} onMove={setOffset} />}
        </Stack>
    );
}

function columns<T extends Row>(kind: Kind<T>, withDomain: boolean, mayWrite: boolean): Column<T>[] {
    const [first, ...rest] = kind.columns as [Column<T>, ...Column<T>[]];
    const name: Column<T> = {
        ...first,
        cell: (row) => (
            <>
                {first.cell(row)}
                {withDomain && <span className="soft"> {row.d}</span>}
            </>
        ),
    };
    const enabled: Column<T> = { key: 'enabled', title: 'Enabled', cell: (row) => <Enabled kind={kind} row={row} mayWrite={mayWrite} /> };
    return [name, ...rest, enabled];
}

function Enabled<T extends Row>({ kind, row, mayWrite }: { kind: Kind<T>; row: T; mayWrite: boolean }) {
    const queries = useQueryClient();
    const set = useMutation({
        mutationFn: (enabled: boolean) => send('PATCH', pathOf(kind, row.id), { enabled }),
        onSettled: async () => {
            for (const key of kind.stale) void queries.invalidateQueries({ queryKey: [key] });
            await queries.invalidateQueries({ queryKey: ['documents', kind.key, 'list'] });
        },
    });
    if (!mayWrite) return <State of={row.enabled ? 'ok' : 'disabled'}>{row.enabled ? 'yes' : 'no'}</State>;
    return (
        // What is pressed here is not to open the row.
        <div onClick={(event) => event.stopPropagation()}>
            <Switch
                size="xs"
                aria-label={`${kind.called(row)} is enabled`}
                checked={set.isPending ? set.variables : row.enabled}
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
