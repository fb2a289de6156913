import { Alert, Button, Group, List, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, send } from '../../../../api/client';
import type { Explanation, Suggestion } from '../../../../api/explanation';
import { useSession } from '../../../../api/session';
import { Failed } from '../../../../ui/DataTable';
import { changes, type Document } from '../../../../ui/rules/diff';
import { Difference } from '../../../../ui/rules/Difference';
import { Dialog } from '../../../../ui/rules/Panel';
import { State } from '../../../../ui/state';
import { Station } from '../Station';
import { accountPath, byHand, patchFor, suggested } from './suggested';

/** What would let the call in, the likeliest first. */
export function Suggestions({ of, onApplied }: { of: Explanation; onApplied: () => void }) {
    if (of.suggestions.length === 0) {
        if (of.passes || of.hit) return null;
        return (
            <Station title="What would let it in" said="nothing is suggested">
                <div>
                    No single setting of an account would, without taking calls of another. Is there an account for this provider? The steps below
                    tell how far each one is.
                </div>
            </Station>
        );
    }
    return (
        <Station title="What would let it in" said={`${of.suggestions.length === 1 ? '1 suggestion' : `${of.suggestions.length} suggestions`}, tried before told`}>
            {of.suggestions.map((one, at) => (
                <One key={at} of={one} node={of.node} onApplied={onApplied} />
            ))}
        </Station>
    );
}

function One({ of, node, onApplied }: { of: Suggestion; node: string; onApplied: () => void }) {
    const { mayWrite } = useSession();
    const [open, setOpen] = useState(false);
    const path = accountPath(of);
    return (
        <section aria-label={`Suggestion: ${of.text}`}>
            <Group justify="space-between" align="flex-start">
                <div style={{ flex: '1 1 240px' }}>
                    <b>{of.text}</b>{' '}
                    <span className="soft">
                        account {of.code} of {of.d}, then found by step {of.step}
                    </span>
                    <Warnings of={of} node={node} />
                </div>
                {path && mayWrite && (
                    <Button size="xs" variant="default" onClick={() => setOpen(true)} aria-label={`Apply: ${of.text}, account ${of.code}`}>
                        Apply…
                    </Button>
                )}
            </Group>
            {path && open && <Apply of={of} path={path} node={node} onClose={() => setOpen(false)} onApplied={onApplied} />}
        </section>
    );
}

function Warnings({ of, node }: { of: Suggestion; node: string }) {
    const told = [
        of.opens && 'Its sender was none of the account’s before: be sure that it is the provider. A scanner may name an account as well.',
        !of.sourceallowed && 'The sender is not allowed by this alone: the call is then refused with 403.',
        of.varying && of.varying.length > 0 && `Other calls of this sender may not have ${of.varying.join(', ')}.`,
        ...(of.conflicts ?? []).map((pair) => pair.text),
        ...byHand(of).map((setting) => `In the settings of ${node}, which are read at its start: ${setting}.`),
    ].filter((text) => typeof text === 'string');
    if (told.length === 0) return null;
    return (
        <List size="sm" listStyleType="none">
            {told.map((text) => (
                <List.Item key={text}>
                    <State of="pending">
                        <span style={{ whiteSpace: 'normal' }}>{text}</span>
                    </State>
                </List.Item>
            ))}
        </List>
    );
}

interface ApplyProps {
    of: Suggestion;
    path: string;
    node: string;
    onClose: () => void;
    onApplied: () => void;
}

/** Shows the account as it is and as it would be, and changes it if nobody else has meanwhile. */
function Apply({ of, path, node, onClose, onApplied }: ApplyProps) {
    const queries = useQueryClient();
    const account = useQuery({ queryKey: ['account', 'suggested', path], queryFn: () => send<Document>('GET', path), gcTime: 0, staleTime: 0 });
    const body = of.request?.body ?? {};
    const now = account.data?.data;
    const differs = now ? changes(now, suggested(now, body)) : [];
    const apply = useMutation({
        mutationFn: () => send('PATCH', path, patchFor(now!, body), account.data?.etag),
        onSuccess: async () => {
            await queries.invalidateQueries({ queryKey: ['providers'] });
            onClose();
            onApplied();
        },
        onError: (error) => {
            if (error instanceof Problem && error.status === 412) void account.refetch();
        },
    });
    const overtaken = apply.error instanceof Problem && apply.error.status === 412;
    return (
        <Dialog title={`Change account ${of.code} of ${of.d}?`} onClose={onClose}>
            {account.error && <Failed error={account.error} retry={() => void account.refetch()} />}
            {account.isLoading && <Loader aria-label="Reading the account" />}
            {overtaken && (
                <Alert color="orange" role="alert">
                    Somebody else has changed the account in between. Below is what this would change now.
                </Alert>
            )}
            {apply.error && !overtaken && <Failed error={apply.error} />}
            {now && differs.length === 0 && <div>The account is like this already. Look again in a moment: every node knows it within a second.</div>}
            {differs.length > 0 && <Difference of={differs} label={`What changes of account ${of.code}`} />}
            <Warnings of={of} node={node} />
            <Group justify="flex-end">
                <Button variant="default" onClick={onClose} data-autofocus>
                    Cancel
                </Button>
                <Button disabled={differs.length === 0 || account.isFetching} loading={apply.isPending} onClick={() => apply.mutate()}>
                    Change the account
                </Button>
            </Group>
        </Dialog>
    );
}
