import { VisuallyHidden } from '@mantine/core';
import { Fragment } from 'react';
import type { CallRecord } from '../../../api/records';
import type { Column } from '../../../ui/DataTable';
import { clock, duration } from '../../../ui/format';
import { Word } from '../../../ui/rules/Word';
import { State } from '../../../ui/state';
import { direction, outcome, rewritten, unheard } from './record';

export function columns(now: number, withDomain: boolean): Column<CallRecord>[] {
    return [
        { key: 'began', title: 'Began', sortable: true, cell: (record) => <Began at={clock(record.began, now)} /> },
        { key: 'direction', title: 'Direction', cell: (record) => <span className="oneline">{direction(record).short}</span> },
        { key: 'caller', title: 'Caller', cell: (record) => <Who received={record.caller} sent={record.callerout} /> },
        { key: 'called', title: 'Called', cell: (record) => <Who received={record.called} sent={record.calledout} /> },
        { key: 'account', title: 'Account', cell: (record) => <Account of={record} withDomain={withDomain} /> },
        { key: 'outcome', title: 'Outcome', cell: (record) => <Outcome of={record} /> },
        { key: 'duration', title: 'Spoken', sortable: true, right: true, cell: (record) => record.answered && <span className="oneline">{duration(record.duration)}</span> },
        { key: 'endedby', title: 'Ended by', cell: (record) => record.endedby },
        { key: 'media', title: 'Media', cell: (record) => <Media of={record} /> },
    ];
}

/** Breaks between the date and the time alone. */
function Began({ at }: { at: string }) {
    return at.split(' ').map((part, place) => (
        <Fragment key={part}>
            {place > 0 && ' '}
            <span className="oneline">{part}</span>
        </Fragment>
    ));
}

/** As received, and as sent where that is another. */
function Who({ received, sent }: { received: string; sent?: string }) {
    const after = rewritten(received, sent);
    return (
        <span>
            <Word>{received || <span className="soft">none</span>}</Word>
            {after && (
                <>
                    {' '}
                    <span className="sent">
                        <span aria-hidden>→</span>
                        <VisuallyHidden>sent as</VisuallyHidden> {after}
                    </span>
                </>
            )}
        </span>
    );
}

function Account({ of: { account, d, attempt }, withDomain }: { of: CallRecord; withDomain: boolean }) {
    return (
        <span>
            {account && <Word>{account}</Word>}
            {withDomain && <span className="soft"> {d}</span>}
            {attempt > 0 && <span className="soft"> try {attempt + 1}</span>}
        </span>
    );
}

export function Outcome({ of }: { of: CallRecord }) {
    const { kind, text } = outcome(of);
    return (
        <State of={kind}>
            <span className="outcome">{text}</span>
        </State>
    );
}

function Media({ of }: { of: CallRecord }) {
    const trouble = unheard(of);
    return (
        <span>
            {of.codec} {trouble && <State of="failed">{trouble}</State>}
        </span>
    );
}
