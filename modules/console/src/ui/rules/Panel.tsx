import { Drawer, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
    title: string;
    onClose: () => void;
    children: ReactNode;
    /** What was written would be lost: only the buttons close it then. */
    dirty?: boolean;
}

/** One thing of a list, from the side. */
export function Panel({ title, onClose, children, dirty }: Props) {
    return (
        <Drawer.Root opened onClose={onClose} position="right" size="lg" closeOnClickOutside={!dirty} closeOnEscape={!dirty}>
            <Drawer.Overlay />
            <Drawer.Content>
                <Group px="md" py="xs" justify="space-between" wrap="nowrap">
                    <Drawer.Title fw={600}>{title}</Drawer.Title>
                    <Drawer.CloseButton aria-label="Close" />
                </Group>
                <Drawer.Body>{children}</Drawer.Body>
            </Drawer.Content>
        </Drawer.Root>
    );
}

/** A question in the middle, with its own buttons. */
export function Dialog({ title, onClose, children, dirty, size = 'lg' }: Props & { size?: string }) {
    return (
        <Modal.Root opened onClose={onClose} centered size={size} closeOnClickOutside={!dirty} closeOnEscape={!dirty}>
            <Modal.Overlay />
            <Modal.Content>
                <Modal.Body>
                    <Stack pt="md">
                        <Modal.Title fw={600}>{title}</Modal.Title>
                        {children}
                    </Stack>
                </Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}
