import { Group, Loader, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { get } from '../../../api/client';
import { RECORDS, type CallRecord } from '../../../api/records';
import { Failed } from '../../../ui/DataTable';
import { Facts } from '../../../ui/Facts';
import { duration } from '../../../ui/format';
import { Panel } from '../../../ui/rules/Panel';
import { monitorPage } from '../../routing/providers/account';
import { Outcome } from './columns';
import { Legs, Media } from './Legs';
import { diagramOf, direction, endedBy, moment, passed } from './record';
import { triesPath } from './view';

interface Props {
    id: string;
    /** From the table, when it is there. */
    known?: CallRecord;
    onClose: () => void;
}

/** One record with all its fields. */
export function RecordDrawer({ id, known, onClose }: Props) {
    const one = useQuery({
        queryKey: ['records', 'one', id],
        queryFn: () => get<CallRecord>(`${RECORDS}/${encodeURIComponent(id)}`),
        initialData: known,
        staleTime: Infinity, // what is over does not change
    });
    const record = one.data;
    return (
        <Panel title={record ? `${record.caller || 'nobody'} → ${record.called || 'nobody'}` : 'Record'} onClose={onClose}>
            {one.error && <Failed error={one.error} retry={() => void one.refetch()} />}
            {one.isLoading && <Loader aria-label="Loading" />}
            {record && <Told record={record} />}
        </Panel>
    );
}

function Told({ record }: { record: CallRecord }) {
    const { d, account, attempt, began, rang, answered, ended } = record;
    return (
        <Stack>
            <Group gap="md">
                <Link href={diagramOf(record)}>Diagram</Link>
                {account && <Link href={monitorPage({ d, code: account })}>Account {account}</Link>}
                <Link href={triesPath(record)}>All tries of this call</Link>
            </Group>
            <Facts
                of={[
                    ['Outcome', <Outcome key="o" of={record} />],
                    ['Final answer', record.code === 0 ? 'none was given to the caller' : ''],
                    ['Ended by', endedBy(record)],
                    ['Direction', direction(record).long],
                    ['Account', account ? `${account} of ${d}` : `none, in ${d}`],
                    ['Try', attempt > 0 ? `${attempt + 1}, after ${attempt} that led nowhere` : ''],
                    ['Route', record.route],
                    ['Began', moment(began)],
                    ['Rang', rang && `${moment(rang, began)}, after ${passed(began, rang)}`],
                    ['Answered', answered ? `${moment(answered, began)}, after ${passed(began, answered)}` : 'not'],
                    ['Ended', moment(ended, began)],
                    ['Spoken', answered && `${duration(record.duration)} (${record.duration.toFixed(3)} s)`],
                    ['Written by', record.node],
                    ['Record', <span key="i" className="mono">{record.id}</span>],
                ]}
            />
            <Title order={2}>Both legs</Title>
            <Legs of={record} />
            <Title order={2}>Media</Title>
            <Media of={record} />
        </Stack>
    );
}
