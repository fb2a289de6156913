import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explained, send } from '../../api/client';
import { useSession } from '../../api/session';
import type { Domain } from '../../api/types';
import { isHost } from './fields';

/** Everything belongs to a domain: where there is none, it comes first. */
export function MakeDomain() {
    const { isAdmin } = useSession();
    const queries = useQueryClient();
    const [d, write] = useState('');
    const making = useMutation({
        mutationFn: (name: string) => send<Domain>('POST', '/rest/v1/master/domains', { d: name }),
        onSuccess: () => queries.invalidateQueries({ queryKey: ['domains'] }),
    });
    if (!isAdmin) return <Alert color="orange">There is no domain yet, and an administrator alone makes one.</Alert>;
    const wrong = d.trim() && !isHost(d.trim()) ? 'A domain is written like a host name: letters, digits, dots, hyphens' : '';
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation(); // it may stand inside another
                if (d.trim() && !wrong) making.mutate(d.trim());
            }}
        >
            <Stack gap="xs">
                <Group align="flex-end">
                    <TextInput
                        label="There is no domain yet: name the first"
                        description="A domain is a tenant of the platform, as your company: its accounts, routes and telephones. Written like a host name, it need not be in DNS."
                        placeholder="example.org"
                        autoComplete="off"
                        spellCheck={false}
                        maw={520}
                        value={d}
                        error={wrong || (making.error ? explained(making.error) : undefined)}
                        onChange={(event) => write(event.currentTarget.value)}
                    />
                    <Button type="submit" disabled={!d.trim() || !!wrong} loading={making.isPending}>
                        Make the domain
                    </Button>
                </Group>
                <div role="status">{making.isSuccess && `${making.data.data.d} is there.`}</div>
            </Stack>
        </form>
    );
}
