import { Alert, Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { explained } from '../api/client';
import { count } from './format';

export interface Column<T> {
    key: string;
    title: string;
    sortable?: boolean;
    right?: boolean;
    cell: (row: T) => ReactNode;
}

interface Props<T> {
    label: string;
    rows: T[] | undefined;
    columns: Column<T>[];
    rowKey: (row: T) => string;
    error?: unknown;
    retry?: () => void;
    /** What to say and do when there is nothing. */
    empty: ReactNode;
    /** `key` or `-key`; '' is the order of the server. */
    sort?: string;
    onSort?: (sort: string) => void;
    onOpen?: (row: T) => void;
}

/** A table of the server's rows; on a narrow screen each row is a small card. */
export function DataTable<T>(props: Props<T>) {
    const { rows, columns, rowKey, onOpen } = props;
    if (props.error && !rows) return <Failed error={props.error} retry={props.retry} />;
    if (!rows)
        return (
            <Center p="xl">
                <Loader aria-label="Loading" />
            </Center>
        );
    if (rows.length === 0) return <Center p="xl">{props.empty}</Center>;
    return (
        <>
            {props.error ? <Failed error={props.error} retry={props.retry} /> : null}
            <table className="table" aria-label={props.label}>
                <thead>
                    <tr>
                        {columns.map((column) => (
                            <Head key={column.key} column={column} sort={props.sort ?? ''} onSort={props.onSort} />
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={rowKey(row)} className={onOpen && 'opens'} onClick={onOpen && (() => onOpen(row))}>
                            {columns.map((column, place) => (
                                <td key={column.key} data-label={column.title} className={column.right ? 'right' : undefined}>
                                    {onOpen && place === 0 ? <button className="opener">{column.cell(row)}</button> : column.cell(row)}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </>
    );
}

function Head<T>({ column, sort, onSort }: { column: Column<T>; sort: string; onSort?: (sort: string) => void }) {
    const up = sort === column.key;
    const down = sort === `-${column.key}`;
    const next = up ? `-${column.key}` : down ? '' : column.key;
    return (
        <th scope="col" className={column.right ? 'right' : undefined} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
            {column.sortable && onSort ? (
                <button onClick={() => onSort(next)}>
                    {column.title} {up && <IconArrowUp size={12} aria-hidden />}
                    {down && <IconArrowDown size={12} aria-hidden />}
                </button>
            ) : (
                column.title
            )}
        </th>
    );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
    return (
        <Alert color="red" variant="light" role="alert" my="sm">
            <Group justify="space-between">
                <span>{explained(error)}</span>
                {retry && (
                    <Button size="xs" variant="default" onClick={retry}>
                        Try again
                    </Button>
                )}
            </Group>
        </Alert>
    );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
    return (
        <Stack align="center" gap="xs" maw={480} ta="center">
            <Text fw={600}>{title}</Text>
            <div className="soft">{children}</div>
        </Stack>
    );
}

interface PagerProps {
    total: number;
    offset: number;
    limit: number;
    onMove: (offset: number) => void;
}

export function Pager({ total, offset, limit, onMove }: PagerProps) {
    if (total === 0) return null;
    const last = Math.min(offset + limit, total);
    return (
        <Group justify="flex-end" gap="xs" my="sm">
            <Text size="sm" className="soft" aria-live="polite">
                {count(offset + 1)}–{count(last)} of {count(total)}
            </Text>
            <Button size="xs" variant="default" disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - limit))}>
                Previous
            </Button>
            <Button size="xs" variant="default" disabled={last >= total} onClick={() => onMove(offset + limit)}>
                Next
            </Button>
        </Group>
    );
}
