import { Alert, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeToken } from '../../../api/access';
import { send } from '../../../api/client';
import type { Role } from '../../../api/types';
import { copied } from '../../../ui/rules/copy';
import { Dialog } from '../../../ui/rules/Panel';
import { placed } from '../../../ui/rules/problems';
import { useDomains } from '../../../ui/rules/useDomains';
import { document, FIELDS, ROLES, wrong, type Written } from './token';

const PATH = '/rest/v1/master/tokens';

/** Makes a token, and shows it: this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
    const queries = useQueryClient();
    const make = useMutation({
        mutationFn: async (of: Written) => (await send<MadeToken>('POST', PATH, document(of))).data,
        onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
        gcTime: 0, // the token is nobody's to find later
    });
    if (make.data) return <Told of={make.data} onClose={onClose} />;
    return <Form onClose={onClose} onMake={(of) => make.mutate(of)} making={make.isPending} error={make.error} />;
}

interface FormProps {
    onClose: () => void;
    onMake: (of: Written) => void;
    making: boolean;
    error: unknown;
}

function Form({ onClose, onMake, making, error }: FormProps) {
    const domains = useDomains();
    const [written, write] = useState<Written>({ name: '', role: 'viewer', d: '', expires: '' });
    const set = (change: Partial<Written>) => write((old) => ({ ...old, ...change }));
    const [tried, setTried] = useState(false);
    const local = wrong(written, Date.now());
    const { at, rest } = placed(error, FIELDS);
    const errors = { ...at, ...(tried ? local : {}) };
    const one = written.role === 'domainadmin';
    return (
        <Dialog title="Make a token" onClose={onClose} dirty={!!written.name} size="md">
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    setTried(true);
                    if (Object.keys(local).length === 0) onMake(written);
                }}
            >
                <Stack gap="xs">
                    <TextInput
                        label="Name"
                        description="Of whoever gets it, as the audit tells it; unique"
                        required
                        data-autofocus
                        value={written.name}
                        error={errors.name}
                        onChange={(event) => set({ name: event.currentTarget.value })}
                    />
                    <NativeSelect
                        label="Role"
                        description={ROLES.find(({ value }) => value === written.role)?.help}
                        data={ROLES.map(({ value, label }) => ({ value, label }))}
                        value={written.role}
                        error={errors.role}
                        onChange={(event) => set({ role: event.currentTarget.value as Role })}
                    />
                    {written.role !== 'admin' && (
                        <NativeSelect
                            label="Domain"
                            description={one ? 'Everything in it, and nothing else' : 'All of it, or of one domain alone'}
                            required={one}
                            data={[{ value: '', label: one ? 'Choose one' : 'All domains' }, ...domains]}
                            value={written.d}
                            error={errors.d}
                            onChange={(event) => set({ d: event.currentTarget.value })}
                        />
                    )}
                    <TextInput
                        type="datetime-local"
                        label="Expires"
                        description="Your local time; empty: never"
                        value={written.expires}
                        error={errors.expires}
                        onChange={(event) => set({ expires: event.currentTarget.value })}
                    />
                    {rest && (
                        <Alert color="red" role="alert">
                            {rest}
                        </Alert>
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            Cancel
                        </Button>
                        <Button type="submit" loading={making} disabled={!written.name.trim()}>
                            Make it
                        </Button>
                    </Group>
                </Stack>
            </form>
        </Dialog>
    );
}

/** Not to be closed by a slip: there is no second look. */
function Told({ of, onClose }: { of: MadeToken; onClose: () => void }) {
    const [done, tell] = useState('');
    const copy = async () => tell((await copied(of.token)) ? 'Copied.' : 'The browser does not let it be copied; mark it and copy it yourself.');
    return (
        <Dialog title={`The token of ${of.name}`} onClose={onClose} dirty>
            <Alert color="orange" variant="light">
                It is shown this once. Only a hash of it is kept: who loses it needs another.
            </Alert>
            <TextInput label="Token" readOnly value={of.token} classNames={{ input: 'mono' }} onFocus={(event) => event.currentTarget.select()} />
            <Group justify="space-between">
                <span role="status" className="soft">
                    {done}
                </span>
                <Group>
                    <Button variant="default" onClick={() => void copy()} data-autofocus>
                        Copy
                    </Button>
                    <Button onClick={onClose}>Done</Button>
                </Group>
            </Group>
        </Dialog>
    );
}
