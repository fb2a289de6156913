import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Empty } from '../../../ui/DataTable';
import { FIRST, nothing, RANGES, type View } from './view';

interface Props {
    view: View;
    d: string;
    change: (what: Partial<View>) => void;
}

/** Why the table is empty, and what to do next. The server answers the same whether no call has ended or none is written down. */
export function Nothing({ view, d, change }: Props) {
    const why = nothing(view, d);
    if (why === 'filter') {
        return (
            <Empty title="No record fits">
                <p>Change the search or the filter, or choose a longer time. Whole number, account and final code have to be exactly so.</p>
                <Button size="xs" variant="default" onClick={() => change({ ...FIRST, range: view.range, from: view.from, to: view.to, sort: view.sort })}>
                    Clear the filter
                </Button>
            </Empty>
        );
    }
    if (why === 'time') {
        return (
            <Empty title={`No record of ${span(view)}`}>
                <p>
                    No call ended or was refused that began then{d && ` in ${d}`}. Those that go on are in <Link href="/monitoring/calls">Calls</Link>.
                </p>
                <Button size="xs" variant="default" onClick={() => change({ range: 'all' })}>
                    Look at any time
                </Button>
                <Off />
            </Empty>
        );
    }
    return (
        <Empty title={why === 'domain' ? `No records of ${d} yet` : 'No records yet'}>
            <p>
                Each call that reached an account is written down when it is over, also one that was refused there. Those that go on are in{' '}
                <Link href="/monitoring/calls">Calls</Link>; why a call does not come in at all tells <Link href="/routing/testing/match">Testing — Match</Link>.
            </p>
            <Off />
        </Empty>
    );
}

function span({ range }: View): string {
    if (range === 'times') return 'that time';
    const label = RANGES.find(({ value }) => value === range)!.label.toLowerCase();
    return range === 'today' ? label : `the ${label}`;
}

function Off() {
    return (
        <p>
            Calls have ended, and none is here? They are not written to the database where <code>esg.records.database</code> is <code>off</code>; files in the folder{' '}
            <code>cdr</code> of each node’s logs may have them. What is older than <code>esg.records.retention</code> has been taken out.
        </p>
    );
}
