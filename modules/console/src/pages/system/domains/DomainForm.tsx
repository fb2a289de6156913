import { Alert, Button, Group, Loader, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, send } from '../../../api/client';
import type { Domain } from '../../../api/types';
import { Failed } from '../../../ui/DataTable';
import { Dialog } from '../../../ui/rules/Panel';
import { placed } from '../../../ui/rules/problems';

const PATH = '/rest/v1/master/domains';

/** Adds a domain, or gives one another name. */
export function DomainForm({ domain, onClose }: { domain?: Domain; onClose: () => void }) {
    const path = domain && `${PATH}/${encodeURIComponent(domain.d)}`;
    const now = useQuery({
        queryKey: ['domains', 'one', domain?.d],
        queryFn: () => send<Domain>('GET', path!),
        enabled: !!path,
        gcTime: 0,
        staleTime: Infinity,
    });
    return (
        <Dialog title={domain ? `Rename ${domain.d}` : 'Add a domain'} onClose={onClose} size="md">
            {now.error && <Failed error={now.error} retry={() => void now.refetch()} />}
            {now.isLoading && <Loader aria-label="Loading" />}
            {(!path || now.data) && <Form domain={now.data?.data} path={path} etag={now.data?.etag} onAgain={() => void now.refetch()} onClose={onClose} />}
        </Dialog>
    );
}

interface FormProps {
    domain?: Domain;
    path?: string;
    etag?: string;
    onAgain: () => void;
    onClose: () => void;
}

function Form({ domain, path, etag, onAgain, onClose }: FormProps) {
    const queries = useQueryClient();
    const [d, setD] = useState('');
    const [name, setName] = useState(domain?.name ?? '');
    const save = useMutation({
        mutationFn: () => (path ? send('PATCH', path, { name }, etag) : send('POST', PATH, { d: d.trim(), name })),
        onSuccess: async () => {
            await queries.invalidateQueries({ queryKey: ['domains'] });
            onClose();
        },
        onError: (error) => {
            if (error instanceof Problem && error.status === 412) onAgain();
        },
    });
    const { at, rest } = placed(save.error, path ? ['name'] : ['d', 'name']);
    const overtaken = save.error instanceof Problem && save.error.status === 412;
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                save.mutate();
            }}
        >
            <Stack gap="xs">
                {!path && (
                    <TextInput
                        label="Domain"
                        description="A host name such as acme.example; the SIP domain of its subscribers. It stays"
                        required
                        data-autofocus
                        spellCheck={false}
                        value={d}
                        error={at.d}
                        onChange={(event) => setD(event.currentTarget.value)}
                    />
                )}
                <TextInput
                    label="Name"
                    description={path ? 'For you. To have the domain itself under another name, export it and import the file under that one' : 'For you'}
                    data-autofocus={path ? true : undefined}
                    value={name}
                    error={at.name}
                    onChange={(event) => setName(event.currentTarget.value)}
                />
                {rest && (
                    <Alert color="red" role="alert">
                        {overtaken ? `Somebody else has named it “${domain?.name ?? ''}” in between. Save again to name it as above.` : rest}
                    </Alert>
                )}
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                    <Button type="submit" loading={save.isPending} disabled={!path && !d.trim()}>
                        {path ? 'Save' : 'Add'}
                    </Button>
                </Group>
            </Stack>
        </form>
    );
}
