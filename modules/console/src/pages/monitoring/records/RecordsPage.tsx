import { Button, Group, Stack, Title } from '@mantine/core';
import { useDebouncedValue, useDidUpdate } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get } from '../../../api/client';
import { RECORDS, type CallRecord } from '../../../api/records';
import { useSession } from '../../../api/session';
import type { List } from '../../../api/types';
import { DataTable, Pager } from '../../../ui/DataTable';
import { Search } from '../../../ui/Search';
import { PAGE } from '../../../ui/useListQuery';
import { columns } from './columns';
import { Filters } from './Filters';
import { Nothing } from './Nothing';
import { RecordDrawer } from './RecordDrawer';
import './records.css';
import { useView } from './useView';
import { asked, exportPath, nextSort } from './view';

/** Calls that are over (docs/records.md). */
export function RecordsPage() {
    const { d } = useSession();
    const [view, change] = useView();
    const { open: opened, offset, sort, ...filter } = view;
    const typed = JSON.stringify(filter);
    const [settled] = useDebouncedValue(typed, 250);
    const page = useQuery({
        queryKey: ['records', d, typed, sort, offset],
        queryFn: () => get<List<CallRecord>>(RECORDS, asked(view, d, Date.now())),
        enabled: settled === typed, // not at each letter
        placeholderData: keepPreviousData,
        refetchInterval: offset === 0 ? 30_000 : false, // further pages would move under the reader's eyes
    });
    const total = page.data?.total ?? 0;
    useDidUpdate(() => change({ offset: 0 }), [d]);
    useEffect(() => {
        // Old ones have been taken out, or the address is of another day.
        if (!page.isPlaceholderData && total > 0 && offset >= total) change({ offset: Math.floor((total - 1) / PAGE) * PAGE });
    }, [page.isPlaceholderData, total, offset, change]);
    const shown = page.dataUpdatedAt || Date.now(); // an export has the same span as the table beside it
    const order = sort || '-began';
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Records</Title>
                <Search label="Number, name, Call-ID, reason" value={view.q} onChange={(q) => change({ q })} />
            </Group>
            <Group justify="space-between" align="flex-end">
                <Filters view={view} change={change} now={shown} />
                <Group gap="xs">
                    <Export href={exportPath(view, d, 'csv', shown)} format="CSV" />
                    <Export href={exportPath(view, d, 'json', shown)} format="JSON" />
                </Group>
            </Group>
            <DataTable
                label="Records of calls"
                rows={page.data?.items}
                columns={columns(shown, !d)}
                rowKey={(record) => record.id}
                error={page.error}
                retry={() => void page.refetch()}
                sort={order}
                onSort={(pressed) => change({ sort: nextSort(order, pressed) })}
                onOpen={(record) => change({ open: record.id })}
                empty={<Nothing view={view} d={d} change={change} />}
            />
            {page.data && <Pager total={total} offset={offset} limit={PAGE} onMove={(to) => change({ offset: to })} />}
            {opened && <RecordDrawer key={opened} id={opened} known={page.data?.items.find(({ id }) => id === opened)} onClose={() => change({ open: '' })} />}
        </Stack>
    );
}

/** The browser's cookie opens it as it opens the page. */
function Export({ href, format }: { href: string; format: string }) {
    return (
        <Button size="xs" variant="default" component="a" href={href} download={`records.${format.toLowerCase()}`} title="All that fit, the oldest first">
            Export {format}
        </Button>
    );
}
