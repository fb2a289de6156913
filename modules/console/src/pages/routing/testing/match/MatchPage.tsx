import { Alert, Button, Group, Loader, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useSearch } from 'wouter';
import { monitor, send } from '../../../../api/client';
import type { Explanation, RefusedInvite } from '../../../../api/explanation';
import { useSession } from '../../../../api/session';
import type { Envelope } from '../../../../api/types';
import { Failed } from '../../../../ui/DataTable';
import { placed } from '../../../../ui/rules/problems';
import { NormalizationView } from '../NormalizationView';
import { Station } from '../Station';
import { RefusedList } from './RefusedList';
import { Alg, Border, Leaves, NamedBy, Routes, SourceCheck, Trunks } from './Stations';
import { Steps } from './Steps';
import { Suggestions } from './Suggestions';

const PAGE = '/routing/testing/match';
/** Milliseconds until every node goes by what was written. */
const SETTLED = 1000;

interface Pasted {
    packet: string;
    source: string;
}

const NOTHING: Pasted = { packet: '', source: '' };

/** Why a call does not come in, or what becomes of it (docs/why.md). */
export function MatchPage() {
    const { session } = useSession();
    const chosen = new URLSearchParams(useSearch()).get('refused');
    const [, go] = useLocation();
    const [pasting, paste] = useState(session.d !== null);
    const [written, write] = useState(NOTHING);
    const [asked, ask] = useState<Pasted>();
    const question = chosen ? { refused: chosen } : asked;
    const kept = useQuery({
        queryKey: ['refused', 'one', chosen],
        queryFn: () => monitor<RefusedInvite>(`refused/${encodeURIComponent(chosen!)}`),
        enabled: !!chosen,
        staleTime: Infinity,
    });
    const answer = useQuery({
        queryKey: ['match', question],
        queryFn: async () => (await send<Envelope<Explanation>>('POST', '/api/test/v1/match', question)).data.data,
        enabled: !!question,
        staleTime: Infinity,
        gcTime: 0,
        retry: false,
    });
    const edit = () => {
        write({ packet: kept.data?.packet ?? '', source: kept.data?.source ?? '' });
        ask(undefined);
        paste(true);
        go(PAGE);
    };
    const explain = (event: FormEvent) => {
        event.preventDefault();
        if (asked && asked.packet === written.packet && asked.source === written.source) void answer.refetch();
        else ask(written);
    };
    return (
        <Stack gap="sm">
            <Title order={1}>Testing — Match</Title>
            <Text size="sm">What becomes of an INVITE that comes in from outside, and why. Nothing is sent.</Text>
            {chosen ? (
                <Chosen of={kept.data} error={kept.error} onEdit={edit} onBack={() => go(PAGE)} />
            ) : (
                <>
                    {session.d === null && (
                        <SegmentedControl
                            aria-label="Which INVITE"
                            style={{ alignSelf: 'flex-start' }}
                            data={[
                                { value: 'refused', label: 'A refused one' },
                                { value: 'paste', label: 'Paste one' },
                            ]}
                            value={pasting ? 'paste' : 'refused'}
                            onChange={(value) => {
                                paste(value === 'paste');
                                ask(undefined);
                            }}
                        />
                    )}
                    {pasting ? (
                        <PasteForm value={written} onChange={write} onSubmit={explain} error={answer.error} asking={answer.isFetching} />
                    ) : (
                        <RefusedList onChoose={(id) => go(`${PAGE}?refused=${encodeURIComponent(id)}`)} />
                    )}
                </>
            )}
            {chosen && answer.error && <Failed error={answer.error} retry={() => void answer.refetch()} />}
            {answer.isLoading && <Loader aria-label="Explaining" />}
            {answer.data && question && (
                <Told
                    of={answer.data}
                    received={chosen ? (kept.data?.packet ?? '') : (asked?.packet ?? '')}
                    onAgain={() => void answer.refetch()}
                    asking={answer.isFetching}
                />
            )}
        </Stack>
    );
}

function Chosen({ of, error, onEdit, onBack }: { of?: RefusedInvite; error: unknown; onEdit: () => void; onBack: () => void }) {
    return (
        <Stack gap="xs">
            <Group gap="xs">
                <Button size="xs" variant="default" onClick={onBack}>
                    Choose another
                </Button>
                <Button size="xs" variant="default" onClick={onEdit} disabled={!of}>
                    Change it and try
                </Button>
            </Group>
            {!!error && <Failed error={error} />}
            {of?.cut && (
                <Alert color="orange" variant="light">
                    The packet was longer than is kept; its end is missing below.
                </Alert>
            )}
            {of && (
                <details>
                    <summary>
                        The INVITE of {of.source}, refused by {of.node} with {of.status} {of.reason}
                    </summary>
                    <pre className="packet" tabIndex={0} aria-label="The refused INVITE">
                        {of.packet}
                    </pre>
                </details>
            )}
        </Stack>
    );
}

interface PasteProps {
    value: Pasted;
    onChange: (value: Pasted) => void;
    onSubmit: (event: FormEvent) => void;
    error: unknown;
    asking: boolean;
}

function PasteForm({ value, onChange, onSubmit, error, asking }: PasteProps) {
    const { at, rest } = placed(error, ['packet', 'source']);
    return (
        <form onSubmit={onSubmit}>
            <Stack gap="xs">
                <Textarea
                    label="INVITE"
                    description="As in the packet log or a capture, from its first line on; with the addresses as on the wire."
                    placeholder={'INVITE sip:1234567890@198.51.100.7:5080 SIP/2.0\nVia: …'}
                    required
                    autosize
                    minRows={6}
                    maxRows={20}
                    spellCheck={false}
                    classNames={{ input: 'mono' }}
                    value={value.packet}
                    error={at.packet}
                    onChange={(event) => onChange({ ...value, packet: event.currentTarget.value })}
                />
                <Group align="flex-end">
                    <TextInput
                        label="Sender"
                        description="IP:PORT; with /udp, /tcp or /tls behind it if you like"
                        placeholder="44.55.66.77:5060/udp"
                        required
                        spellCheck={false}
                        value={value.source}
                        error={at.source}
                        onChange={(event) => onChange({ ...value, source: event.currentTarget.value })}
                        w={{ base: '100%', sm: 320 }}
                    />
                    <Button type="submit" loading={asking} disabled={!value.packet.trim() || !value.source.trim()}>
                        Explain
                    </Button>
                </Group>
                {rest && (
                    <Alert color="red" role="alert">
                        {rest}
                    </Alert>
                )}
            </Stack>
        </form>
    );
}

function Told({ of, received, onAgain, asking }: { of: Explanation; received: string; onAgain: () => void; asking: boolean }) {
    const [applied, setApplied] = useState(false);
    const again = () => {
        setApplied(true);
        setTimeout(() => {
            setApplied(false);
            onAgain();
        }, SETTLED);
    };
    return (
        <Stack gap="sm" aria-busy={asking}>
            <Alert
                color={of.passes ? 'green' : 'red'}
                variant="light"
                role="status"
                title={of.passes ? 'Comes in' : `Does not come in: ${of.status ?? 'no answer'}`}
            >
                <Group justify="space-between">
                    <span>
                        {of.reason} <span className="soft">Seen by {of.node}, from {of.source}.</span>
                        {applied && ' The account was changed; this is about to be asked anew.'}
                    </span>
                    <Button size="xs" variant="default" loading={asking} onClick={onAgain}>
                        Ask again
                    </Button>
                </Group>
            </Alert>
            <Suggestions of={of} onApplied={again} />
            <Border of={of.border} />
            <Alg of={of.alg} received={received} />
            <NamedBy of={of.fields} />
            <Steps of={of} />
            <SourceCheck of={of} />
            {of.trunks && <Trunks of={of.trunks} />}
            {of.normalization && (
                <Station title="Normalization" said={of.normalization.rule ? 'a rule applies' : 'no rule applies'}>
                    <NormalizationView of={of.normalization} />
                </Station>
            )}
            {of.routes && <Routes of={of.routes} />}
            {of.invites && <Leaves of={of.invites} received={received} />}
        </Stack>
    );
}
