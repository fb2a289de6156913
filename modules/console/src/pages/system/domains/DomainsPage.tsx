import { Button, Group, Stack, Title } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, send } from '../../../api/client';
import { useSession } from '../../../api/session';
import type { Domain, List } from '../../../api/types';
import { ConfirmButton } from '../../../ui/ConfirmButton';
import { DataTable, Empty, Pager, type Column } from '../../../ui/DataTable';
import { Search } from '../../../ui/Search';
import { PAGE, useListQuery } from '../../../ui/useListQuery';
import { DomainForm } from './DomainForm';
import { Import } from './Import';

const PATH = '/rest/v1/master/domains';

type Opened = { kind: 'add' } | { kind: 'rename'; domain: Domain } | { kind: 'import'; d: string };

/** Tenants of the platform. Whoever has one domain alone sees that one, with its export and import. */
export function DomainsPage() {
    const { session, isAdmin, mayWrite } = useSession();
    const own = session.d;
    const [opened, open] = useState<Opened>();
    const list = useListQuery();
    const page = useQuery({
        queryKey: ['domains', 'list', list.params],
        queryFn: () => get<List<Domain>>(PATH, list.params),
        placeholderData: keepPreviousData,
        enabled: own === null,
    });
    const close = () => open(undefined);
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Domains</Title>
                <Group>
                    {own === null && <Search label="Domain, name" value={list.search} onChange={list.setSearch} />}
                    {isAdmin && (
                        <Button variant="default" onClick={() => open({ kind: 'import', d: '' })}>
                            Import a file
                        </Button>
                    )}
                    {isAdmin && <Button onClick={() => open({ kind: 'add' })}>Add a domain</Button>}
                </Group>
            </Group>
            <DataTable
                label="Domains"
                rows={own === null ? page.data?.items : [{ d: own }]}
                columns={columns({ isAdmin, mayImport: mayWrite, withName: own === null, open })}
                rowKey={(domain) => domain.d}
                error={page.error}
                retry={() => void page.refetch()}
                empty={
                    list.search ? (
                        <Empty title="No domain fits">Change the search.</Empty>
                    ) : (
                        <Empty title="No domains yet">
                            A domain holds accounts, subscribers, rules and routes of one customer.
                            {isAdmin ? ' Add one, or import the file of one from another platform.' : ' An administrator may add one.'}
                        </Empty>
                    )
                }
            />
            {page.data && <Pager total={page.data.total} offset={list.offset} limit={PAGE} onMove={list.setOffset} />}
            {opened?.kind === 'add' && <DomainForm onClose={close} />}
            {opened?.kind === 'rename' && <DomainForm domain={opened.domain} onClose={close} />}
            {opened?.kind === 'import' && <Import d={opened.d} fixed={own !== null} onClose={close} />}
        </Stack>
    );
}

interface Acts {
    isAdmin: boolean;
    mayImport: boolean;
    withName: boolean;
    open: (what: Opened) => void;
}

function columns({ isAdmin, mayImport, withName, open }: Acts): Column<Domain>[] {
    const name: Column<Domain>[] = withName ? [{ key: 'name', title: 'Name', cell: (domain) => domain.name ?? '' }] : [];
    return [
        { key: 'd', title: 'Domain', cell: (domain) => <b>{domain.d}</b> },
        ...name,
        {
            key: 'acts',
            title: 'Actions',
            right: true,
            cell: (domain) => (
                <Group gap="xs" justify="flex-end">
                    <Button
                        size="compact-xs"
                        variant="default"
                        component="a"
                        href={`${PATH}/${encodeURIComponent(domain.d)}/export`}
                        download={`${domain.d}.json`}
                        aria-label={`Export ${domain.d}`}
                    >
                        Export
                    </Button>
                    {mayImport && (
                        <Button size="compact-xs" variant="default" onClick={() => open({ kind: 'import', d: domain.d })} aria-label={`Import into ${domain.d}`}>
                            Import
                        </Button>
                    )}
                    {isAdmin && (
                        <Button size="compact-xs" variant="default" onClick={() => open({ kind: 'rename', domain })} aria-label={`Rename ${domain.d}`}>
                            Rename
                        </Button>
                    )}
                    {isAdmin && <Delete domain={domain} />}
                </Group>
            ),
        },
    ];
}

function Delete({ domain }: { domain: Domain }) {
    const queries = useQueryClient();
    const { d, chooseDomain } = useSession();
    return (
        <ConfirmButton
            label="Delete"
            title={`Delete the domain ${domain.d}?`}
            act={() => send('DELETE', `${PATH}/${encodeURIComponent(domain.d)}`)}
            onDone={() => {
                if (d === domain.d) chooseDomain('');
                void queries.invalidateQueries({ queryKey: ['domains'] });
            }}
        >
            It can be deleted when nothing is in it any more: no accounts, subscribers, rules, routes or tokens. Export it first if it is to come back.
        </ConfirmButton>
    );
}
