import { Alert, Button, Group, Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { send, type Answer } from '../../api/client';
import { Failed } from '../DataTable';
import { changes, type Document } from './diff';
import { Difference } from './Difference';

interface Props {
    path: string;
    mine: Document;
    onTheirs: (theirs: Answer<Document>) => void;
    onMine: (theirs: Answer<Document>) => void;
}

/** It stands below a long form, whose button has just been pressed. */
function seen(alert: HTMLElement | null) {
    alert?.scrollIntoView({ block: 'nearest' });
}

/** Somebody else has saved in between (412): shows by what theirs and mine differ, and lets choose. */
export function Conflict({ path, mine, onTheirs, onMine }: Props) {
    const theirs = useQuery({ queryKey: ['conflict', path], queryFn: () => send<Document>('GET', path), gcTime: 0, staleTime: 0 });
    if (theirs.error) return <Failed error={theirs.error} retry={() => void theirs.refetch()} />;
    if (!theirs.data) return <Loader aria-label="Reading what the other has saved" />;
    const found = theirs.data;
    return (
        <Alert ref={seen} color="orange" variant="light" role="alert" title="Somebody else has saved this in between">
            <Stack gap="xs">
                <Difference of={changes(found.data, mine)} label="Theirs and yours: before is what they saved, after what you wrote" />
                <Group>
                    <Button size="xs" variant="default" onClick={() => onTheirs(found)}>
                        Take theirs
                    </Button>
                    <Button size="xs" color="red" onClick={() => onMine(found)}>
                        Save mine over it
                    </Button>
                </Group>
            </Stack>
        </Alert>
    );
}
