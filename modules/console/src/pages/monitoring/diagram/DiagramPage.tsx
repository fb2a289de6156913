import { Alert, Anchor, Button, Grid, Group, Loader, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { monitor } from '../../../api/client';
import type { Call, Diagram } from '../../../api/types';
import { Empty, Failed } from '../../../ui/DataTable';
import { download } from '../../../ui/download';
import { Facts } from '../../../ui/Facts';
import { clock, duration, millis } from '../../../ui/format';
import { useNow } from '../../../ui/state';
import { isLive, outcome, spoken } from '../calls/outcome';
import { LEG_COLOURS, ladder, toSvg, toText, type Ladder, type Message } from './ladder';
import { LadderView } from './LadderView';

export function DiagramPage({ id }: { id: string }) {
    const path = `calls/${encodeURIComponent(id)}`;
    const call = useQuery({ queryKey: ['calls', 'one', id], queryFn: () => monitor<Call>(path) });
    const live = call.data ? isLive(call.data) : false;
    const diagram = useQuery({
        queryKey: ['diagram', id],
        queryFn: () => monitor<Diagram>(`${path}/diagram`, { text: true }),
        refetchInterval: live ? 3_000 : false,
    });
    return (
        <Stack gap="sm">
            <Group justify="space-between">
                <Title order={1}>Diagram</Title>
                <Anchor component={Link} href="/monitoring/calls">
                    All calls
                </Anchor>
            </Group>
            {call.data && <Summary call={call.data} />}
            {diagram.error && <Failed error={diagram.error} retry={() => void diagram.refetch()} />}
            {diagram.isLoading && <Loader aria-label="Reading the packets of all nodes" />}
            {diagram.data && <Drawn diagram={diagram.data} id={id} />}
        </Stack>
    );
}

function Summary({ call }: { call: Call }) {
    const now = useNow();
    const seconds = spoken(call, now);
    return (
        <Facts
            of={[
                ['Call', `${call.from} → ${call.to}`],
                ['Account', `${call.code} of ${call.d}, ${call.direction === 'in' ? 'from the provider' : 'to the provider'}`],
                ['State', outcome(call).text],
                ['Started', clock(call.started, now)],
                ['Spoken', seconds === undefined ? '' : duration(seconds)],
                ['Node', call.node],
            ]}
        />
    );
}

function Drawn({ diagram, id }: { diagram: Diagram; id: string }) {
    const drawn = useMemo(() => ladder(diagram), [diagram]);
    const [chosen, choose] = useState(0);
    if (drawn.messages.length === 0) {
        return (
            <Empty title="No packets of this call">
                They are in no node’s memory any more, and not in the packet log; see <code>log_trn</code> and how long its files are kept.
            </Empty>
        );
    }
    const file = id.replaceAll(/[^A-Za-z0-9.@_-]/g, '_');
    return (
        <>
            {!diagram.complete && (
                <Alert color="orange" variant="light">
                    There are more packets than are read at once; the first {drawn.messages.length} are shown.
                </Alert>
            )}
            {diagram.silent && diagram.silent.length > 0 && (
                <Alert color="orange" variant="light">
                    No answer from {diagram.silent.join(', ')}: what went over these nodes is missing.
                </Alert>
            )}
            <Group justify="space-between">
                <Legs callids={diagram.callids} />
                <Exports of={drawn} id={id} file={file} />
            </Group>
            <Grid>
                <Grid.Col span={{ base: 12, lg: 7 }}>
                    <LadderView of={drawn} chosen={chosen} choose={choose} />
                </Grid.Col>
                <Grid.Col span={{ base: 12, lg: 5 }}>
                    <Chosen message={drawn.messages[Math.min(chosen, drawn.messages.length - 1)]!} />
                </Grid.Col>
            </Grid>
        </>
    );
}

function Legs({ callids }: { callids: string[] }) {
    return (
        <Group gap="md">
            {callids.map((callid, leg) => (
                <span key={callid} className="mono">
                    <span className="dot" style={{ background: LEG_COLOURS[leg % LEG_COLOURS.length] }} aria-hidden />
                    leg {leg + 1}: {callid}
                </span>
            ))}
        </Group>
    );
}

function Exports({ of, id, file }: { of: Ladder; id: string; file: string }) {
    return (
        <Group gap="xs">
            <Button size="xs" variant="default" component="a" href={`/api/monitor/v1/calls/${encodeURIComponent(id)}/pcap`} download={`${file}.pcap`}>
                pcap
            </Button>
            <Button size="xs" variant="default" onClick={() => download(`${file}.svg`, 'image/svg+xml', toSvg(of))}>
                SVG
            </Button>
            <Button size="xs" variant="default" onClick={() => download(`${file}.txt`, 'text/plain', toText(of))}>
                Text
            </Button>
        </Group>
    );
}

function Chosen({ message }: { message: Message }) {
    const { packet, pause } = message;
    return (
        <Stack gap="xs" aria-live="polite">
            <Title order={2}>{message.label}</Title>
            <Facts
                of={[
                    ['Time', `${millis(packet.time)}${message.index > 0 ? ` (+${pause.toFixed(3)} s)` : ''}`],
                    ['Way', `${packet.from} → ${packet.to} by ${packet.transport}`],
                    ['Reason', packet.reason],
                    ['Node', packet.node],
                ]}
            />
            <pre className="packet" tabIndex={0} aria-label="Packet" style={{ maxHeight: '60vh', overflow: 'auto' }}>
                {packet.text ?? packet.line}
            </pre>
        </Stack>
    );
}
