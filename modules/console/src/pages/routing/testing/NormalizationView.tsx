import { Text } from '@mantine/core';
import type { Normalization } from '../../../api/explanation';
import { DataTable, Empty, type Column } from '../../../ui/DataTable';
import { Difference } from '../../../ui/rules/Difference';
import { State } from '../../../ui/state';

type Rule = Normalization['rules'][number];

const COLUMNS: Column<Rule>[] = [
    { key: 'priority', title: 'Priority', cell: (rule) => rule.priority },
    { key: 'name', title: 'Rule', cell: (rule) => rule.name || <code>{rule.id}</code> },
    {
        key: 'applies',
        title: 'Outcome',
        cell: (rule) => (rule.applies ? <State of="ok">applies</State> : <State of="disabled">does not apply</State>),
    },
    { key: 'why', title: 'Why not', cell: (rule) => rule.why ?? '' },
];

/** Each rule tried, and what the numbers become. */
export function NormalizationView({ of }: { of: Normalization }) {
    const changed = Object.entries(of.changed).map(([field, change]) => ({ field, ...change }));
    const headers = Object.entries(of.headers).map(([name, value]) => ({ field: `header ${name}`, before: 'the caller’s', after: value || 'taken out' }));
    return (
        <>
            <DataTable
                label="Rules that were tried"
                rows={of.rules}
                columns={COLUMNS}
                rowKey={(rule) => rule.id}
                empty={
                    <Empty title="The domain has no normalization rules">
                        Numbers are handled by default: the called number of a call that comes in stays in P-Called-Party-ID.
                    </Empty>
                }
            />
            {of.rules.length > 0 && !of.rule && <Text size="sm">No rule applies; numbers are handled by default.</Text>}
            {changed.length + headers.length > 0 ? (
                <Difference of={[...changed, ...headers]} label="What changes" />
            ) : (
                <Text size="sm" className="soft">
                    Nothing changes.
                </Text>
            )}
        </>
    );
}
