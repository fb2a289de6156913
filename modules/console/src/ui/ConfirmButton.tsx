import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { explained } from '../api/client';

interface Props {
    label: string;
    title: string;
    children: ReactNode;
    act: () => Promise<unknown>;
    onDone?: () => void;
    disabled?: boolean;
}

/** Asks before it does what cannot be taken back. */
export function ConfirmButton({ label, title, children, act, onDone, disabled }: Props) {
    const [open, setOpen] = useState(false);
    const mutation = useMutation({
        mutationFn: act,
        onSuccess: () => {
            setOpen(false);
            onDone?.();
        },
    });
    return (
        <>
            <Button size="compact-xs" variant="default" disabled={disabled} onClick={() => setOpen(true)}>
                {label}
            </Button>
            {open && (
                <Modal.Root opened onClose={() => setOpen(false)} centered>
                    <Modal.Overlay />
                    <Modal.Content>
                        <Modal.Body>
                            <Stack pt="md">
                                <Modal.Title fw={600}>{title}</Modal.Title>
                                <div>{children}</div>
                                {mutation.error && (
                                    <Alert color="red" role="alert">
                                        {explained(mutation.error)}
                                    </Alert>
                                )}
                                <Group justify="flex-end">
                                    <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
                                        Cancel
                                    </Button>
                                    <Button color="red" loading={mutation.isPending} onClick={() => mutation.mutate()}>
                                        {label}
                                    </Button>
                                </Group>
                            </Stack>
                        </Modal.Body>
                    </Modal.Content>
                </Modal.Root>
            )}
        </>
    );
}
