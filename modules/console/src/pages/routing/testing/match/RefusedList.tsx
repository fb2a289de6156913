import { Alert, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { monitor } from '../../../../api/client';
import type { RefusedInvite, RefusedPage } from '../../../../api/explanation';
import { DataTable, Empty, type Column } from '../../../../ui/DataTable';
import { clock, count } from '../../../../ui/format';
import { Search } from '../../../../ui/Search';
import { useNow } from '../../../../ui/state';
import { useListQuery } from '../../../../ui/useListQuery';

/** Shown at once; the search goes over all that are kept. */
const MOST = 50;

/** INVITEs that nodes have refused, to choose one. */
export function RefusedList({ onChoose }: { onChoose: (id: string) => void }) {
    const list = useListQuery();
    const now = useNow();
    const page = useQuery({
        queryKey: ['refused', list.params.q],
        queryFn: () => monitor<RefusedPage>('refused', { q: list.params.q, limit: MOST }),
        placeholderData: keepPreviousData,
        refetchInterval: 10_000,
    });
    const data = page.data;
    return (
        <Stack gap="xs">
            <Search label="Address, number, reason, Call-ID" value={list.search} onChange={list.setSearch} />
            {data?.offline && data.offline.length > 0 && (
                <Alert color="orange" variant="light">
                    No answer from {data.offline.join(', ')}: what they refused is missing.
                </Alert>
            )}
            <DataTable
                label="Refused INVITEs, the newest first"
                rows={data?.refused}
                columns={columns(now)}
                rowKey={(row) => row.id}
                error={page.error}
                retry={() => void page.refetch()}
                onOpen={(row) => onChoose(row.id)}
                empty={
                    list.search ? (
                        <Empty title="No refused INVITE fits">Change the search.</Empty>
                    ) : (
                        <Empty title="Nothing has been refused">
                            A call that does not come in and is not here has not reached the gateway: it went to another port or address, a firewall or
                            the filter dropped it. From a log or a capture, paste it.
                        </Empty>
                    )
                }
            />
            {data && data.total > MOST && (
                <div className="soft" role="status">
                    The newest {MOST} of {count(data.total)}; search for others.
                </div>
            )}
        </Stack>
    );
}

function columns(now: number): Column<RefusedInvite>[] {
    return [
        { key: 'time', title: 'Time', cell: (row) => clock(row.time, now) },
        { key: 'source', title: 'Sender', cell: (row) => row.source },
        { key: 'from', title: 'From', cell: (row) => `${row.fields.fromuser}@${row.fields.fromhost}` },
        { key: 'to', title: 'To', cell: (row) => `${row.fields.touser}@${row.fields.tohost}` },
        { key: 'status', title: 'Answer', cell: (row) => `${row.status} ${row.reason}` },
        { key: 'node', title: 'Node', cell: (row) => row.node },
    ];
}
