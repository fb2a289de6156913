import { VisuallyHidden } from '@mantine/core';
import { listChange, MASK, said, type Change } from './diff';
import './rules.css';

/** Fields before and after; of lists only what comes and goes. */
export function Difference({ of, label }: { of: Change[]; label: string }) {
    return (
        <table className="table difference" aria-label={label}>
            <thead>
                <tr>
                    <th scope="col">Field</th>
                    <th scope="col">Before</th>
                    <th scope="col">After</th>
                </tr>
            </thead>
            <tbody>
                {of.map((change) => (
                    <Row key={change.field} change={change} />
                ))}
            </tbody>
        </table>
    );
}

function Row({ change }: { change: Change }) {
    const list = listChange(change);
    const secret = change.before === MASK && change.after === MASK;
    return (
        <tr>
            <td data-label="Field">
                <code>{change.field}</code>
            </td>
            <td data-label="Before" className={list?.removed.length === 0 ? 'soft' : undefined}>
                {list && list.removed.length > 0 ? list.removed.map((item) => <Item key={said(item)} sign="−" act="removed" value={item} />) : said(change.before)}
            </td>
            <td data-label="After">
                {list && list.added.length > 0 ? list.added.map((item) => <Item key={said(item)} sign="+" act="added" value={item} />) : <b>{secret ? 'another one' : said(change.after)}</b>}
            </td>
        </tr>
    );
}

function Item({ sign, act, value }: { sign: string; act: string; value: unknown }) {
    return (
        <span className="item">
            <span aria-hidden>{sign} </span>
            <VisuallyHidden>{act} </VisuallyHidden>
            <b>{said(value)}</b>
        </span>
    );
}
