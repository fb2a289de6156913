import { Alert, Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/client';
import { placed } from '../../../ui/rules/problems';
import { Dialog } from '../../../ui/rules/Panel';

const TERMS = [
    { value: '60', label: 'an hour' },
    { value: '1440', label: 'a day' },
    { value: '10080', label: 'a week' },
    { value: 'other', label: 'as many minutes as I say' },
    { value: 'permanent', label: 'until it is lifted' },
];

/** Pins a ban, on all nodes. */
export function BanForm({ onClose }: { onClose: () => void }) {
    const queries = useQueryClient();
    const [address, setAddress] = useState('');
    const [term, setTerm] = useState('1440');
    const [minutes, setMinutes] = useState<number | string>(30);
    const [note, setNote] = useState('');
    const length = term === 'permanent' ? { permanent: true } : { minutes: Number(term === 'other' ? minutes : term) };
    const pin = useMutation({
        mutationFn: () => send('POST', '/rest/v1/master/bans', { address: address.trim(), ...length, note }),
        onSuccess: async () => {
            await queries.invalidateQueries({ queryKey: ['bans'] });
            onClose();
        },
    });
    const { at, rest } = placed(pin.error, ['address', 'minutes', 'note']);
    return (
        <Dialog title="Ban an address" onClose={onClose} dirty={!!address || !!note} size="md">
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    pin.mutate();
                }}
            >
                <Stack gap="xs">
                    <TextInput
                        label="Address"
                        description="IPv4 or IPv6; of the latter the whole /64. A range belongs into a rule"
                        required
                        data-autofocus
                        spellCheck={false}
                        value={address}
                        error={at.address}
                        onChange={(event) => setAddress(event.currentTarget.value)}
                    />
                    <NativeSelect label="For" data={TERMS} value={term} error={term === 'other' ? undefined : at.minutes} onChange={(event) => setTerm(event.currentTarget.value)} />
                    {term === 'other' && (
                        <NumberInput label="Minutes" required min={1} allowDecimal={false} value={minutes} error={at.minutes} onChange={setMinutes} />
                    )}
                    <TextInput label="Note" description="Why, for others" value={note} error={at.note} onChange={(event) => setNote(event.currentTarget.value)} />
                    {rest && (
                        <Alert color="red" role="alert">
                            {rest}
                        </Alert>
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            Cancel
                        </Button>
                        <Button type="submit" color="red" loading={pin.isPending} disabled={!address.trim() || (term === 'other' && minutes === '')}>
                            Ban
                        </Button>
                    </Group>
                </Stack>
            </form>
        </Dialog>
    );
}
