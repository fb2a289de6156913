import type { Candidate, Explanation, SearchStep } from '../../../../api/explanation';
import { DataTable, type Column } from '../../../../ui/DataTable';
import { Word } from '../../../../ui/rules/Word';
import { State } from '../../../../ui/state';
import { Station } from '../Station';

/** What each step takes of the INVITE (docs/why.md). */
const TAKES: Record<string, string> = {
    '1.1': 'To user, To host',
    '1.2': 'To user, From host',
    '1.3': 'Contact user, Contact host',
    '2.1': 'Contact user, Contact host',
    '2.2': 'no user, Contact host',
    '2.3': 'To user, From host',
};

const COLUMNS: Column<Candidate>[] = [
    {
        key: 'code',
        title: 'Account',
        cell: (row) => (
            <>
                <b>{row.code}</b> <span className="soft">{row.d}</span>
            </>
        ),
    },
    { key: 'fits', title: 'Outcome', cell: (row) => <State of={row.fits ? 'ok' : 'disabled'}>{row.fits ? 'fits' : 'does not fit'}</State> },
    {
        key: 'why',
        title: 'Why not',
        cell: (row) =>
            row.why && (
                <ul>
                    {row.why.map((reason) => (
                        <li key={reason}>{reason}</li>
                    ))}
                </ul>
            ),
    },
    {
        key: 'source',
        title: 'Sender',
        cell: (row) => <State of={row.sourceallowed ? 'ok' : 'disabled'}>{row.sourceallowed ? 'its own' : 'not its own'}</State>,
    },
    { key: 'node', title: 'Node', cell: (row) => <Word>{row.node || 'nobody'}</Word> },
];

/** The search for the account: six steps, the first with a hit decides. */
export function Steps({ of }: { of: Explanation }) {
    const { hit, steps, stage } = of;
    const before = ['border', 'edge', 'dialog'].includes(stage);
    return (
        <Station
            title="Account"
            verdict={hit ? 'ok' : before ? 'disabled' : 'failed'}
            said={hit ? `${hit.code} of ${hit.d}, by step ${hit.step}` : before ? 'as it would be' : 'no step finds one'}
        >
            {steps.map((step) => (
                <Step key={step.step} of={step} decides={step.step === hit?.step} open={!hit || step.step === hit.step} />
            ))}
        </Station>
    );
}

function Step({ of, decides, open }: { of: SearchStep; decides: boolean; open: boolean }) {
    const found = of.hits === 0 ? 'no account' : of.hits === 1 ? '1 account' : `${of.hits} accounts`;
    return (
        <details className="step" open={open && of.candidates.length > 0}>
            <summary>
                <b>Step {of.step}</b> <span className="soft">{of.registration ? 'with' : 'without'} registration, by {TAKES[of.step] ?? 'its fields'}:</span>{' '}
                <code>“{of.user}”</code> at <code>“{of.host}”</code>{' '}
                <State of={of.hits > 0 ? 'ok' : 'disabled'}>{decides ? `${found}, this decides` : found}</State>
            </summary>
            {of.candidates.length > 0 ? (
                <DataTable label={`Accounts of step ${of.step}`} rows={of.candidates} columns={COLUMNS} rowKey={(row) => `${row.d}/${row.code}`} empty={null} />
            ) : (
                <div className="soft">There is no account {of.registration ? 'with' : 'without'} registration to compare.</div>
            )}
            {of.others !== undefined && of.others > 0 && <div className="soft">{of.others} more: further away.</div>}
        </details>
    );
}
