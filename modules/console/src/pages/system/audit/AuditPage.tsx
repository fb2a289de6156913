import { Group, Stack, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '../../../api/access';
import { get } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { List } from '../../../api/types';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { Facts } from '../../../ui/Facts';
import { clock, instant } from '../../../ui/format';
import { Difference } from '../../../ui/rules/Difference';
import { Panel } from '../../../ui/rules/Panel';
import { Word } from '../../../ui/rules/Word';
import { Search } from '../../../ui/Search';
import { useNow } from '../../../ui/state';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { deed, entryChanges, summary } from './entry';

/** Who did what (docs/access.md). */
export function AuditPage() {
    const { d } = useSession();
    const list = useListQuery();
    const [from, setFrom] = useState('');
    const [to, setTo] = useState('');
    const [opened, open] = useState<AuditEntry>();
    const now = useNow();
    const params = { d, q: list.params.q, from: instant(from), to: instant(to), limit: PAGE, offset: list.offset };
    const page = useQuery({
        queryKey: ['audit', params],
        queryFn: () => get<List<AuditEntry>>('/rest/v1/master/audit', params),
        placeholderData: keepPreviousData,
        refetchInterval: list.offset === 0 ? 15_000 : false,
    });
    const narrowed = !!(list.search || from || to || d);
    const when = (set: (value: string) => void) => (event: { currentTarget: HTMLInputElement }) => {
        set(event.currentTarget.value);
        list.setOffset(0);
    };
    return (
        <Stack gap="sm">
            <Title order={1}>Audit</Title>
            <Group align="flex-end">
                <Search label="Who, action, kind, key, address" value={list.search} onChange={list.setSearch} />
                <TextInput type="datetime-local" label="From" size="xs" value={from} onChange={when(setFrom)} />
                <TextInput type="datetime-local" label="Before" size="xs" value={to} onChange={when(setTo)} />
            </Group>
            <DataTable
                label="Who did what, the newest first"
                rows={page.data?.items}
                columns={columns(now, !d)}
                rowKey={(entry) => String(entry.id)}
                error={page.error}
                retry={() => void page.refetch()}
                onOpen={open}
                empty={
                    narrowed ? (
                        <Empty title="No entry fits">Change the search, the times, or choose all domains above.</Empty>
                    ) : (
                        <Empty title="Nothing has been done yet">Every change of the configuration will show here, with who made it.</Empty>
                    )
                }
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {opened && <Entry of={opened} now={now} onClose={() => open(undefined)} />}
        </Stack>
    );
}

function columns(now: number, withDomain: boolean): Column<AuditEntry>[] {
    const all: Column<AuditEntry>[] = [
        { key: 'at', title: 'When', cell: (entry) => clock(entry.at, now) },
        { key: 'who', title: 'Who', cell: (entry) => <Word>{entry.who || 'nobody known'}</Word> },
        { key: 'deed', title: 'What', cell: deed },
        { key: 'changed', title: 'Difference', cell: summary },
        { key: 'd', title: 'Domain', cell: (entry) => entry.d && <Word>{entry.d}</Word> },
        { key: 'address', title: 'From', cell: (entry) => <Word>{entry.address}</Word> },
    ];
    return all.filter((column) => withDomain || column.key !== 'd');
}

function Entry({ of, now, onClose }: { of: AuditEntry; now: number; onClose: () => void }) {
    const found = entryChanges(of);
    return (
        <Panel title={`${of.who || 'Nobody known'} ${deed(of)}`} onClose={onClose}>
            <Stack>
                <Facts
                    of={[
                        ['When', `${clock(of.at, now)} (${of.at})`],
                        ['Who', of.who && `${of.who}, ${of.role}`],
                        ['From', of.address],
                        ['Action', of.action],
                        ['What', `${of.kind} ${of.key}`],
                        ['Domain', of.d],
                    ]}
                />
                {found.length > 0 ? (
                    <>
                        <Title order={2}>{!of.before ? 'Made as' : !of.after ? 'It was' : 'What changed'}</Title>
                        <Difference of={found} label="Before and after" />
                    </>
                ) : (
                    <div className="soft">This changes no document.</div>
                )}
            </Stack>
        </Panel>
    );
}
