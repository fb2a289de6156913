import type { ReactNode } from 'react';
import type { CallRecord, End } from '../../../api/records';
import { Facts } from '../../../ui/Facts';
import { count } from '../../../ui/format';
import { State } from '../../../ui/state';
import { heard, unheard } from './record';

/** Before normalization and after it, side by side. */
export function Legs({ of: record }: { of: CallRecord }) {
    const rows: Pair[] = [
        ['Caller', record.caller, record.callerout],
        ['Name', record.callername, undefined],
        ['Called', record.called, record.calledout],
        ['Peer', record.peer, record.peerout],
        ['Call-ID', record.callid, record.callidout],
    ];
    return (
        <>
            <SideBySide label="Both legs" heads={['As received', 'As sent']} rows={rows.filter(([, received, sent]) => received || sent)} />
            {!record.callidout && <div className="soft">It was sent to nobody.</div>}
        </>
    );
}

export function Media({ of: record }: { of: CallRecord }) {
    const [caller, callee] = (['caller', 'callee'] as End[]).map((end) => heard(record, end));
    const trouble = unheard(record);
    return (
        <>
            {(record.codec || trouble) && (
                <Facts
                    of={[
                        ['Codec', record.codec],
                        ['Trouble', trouble && <State of="failed">{trouble}</State>],
                    ]}
                />
            )}
            {caller && callee ? (
                <SideBySide
                    label="Media"
                    heads={['From the caller', 'From the callee']}
                    rows={[
                        ['Packets', count(caller.packets), count(callee.packets)],
                        ['Lost', `${count(caller.lost)} (${caller.loss})`, `${count(callee.lost)} (${callee.loss})`],
                        ['Jitter', `${caller.jitter.toFixed(1)} ms`, `${callee.jitter.toFixed(1)} ms`],
                    ]}
                />
            ) : (
                <div className="soft">No figures: they are only known where media passes the gateway.</div>
            )}
        </>
    );
}

type Pair = [name: string, left: ReactNode, right: ReactNode];

function SideBySide({ label, heads, rows }: { label: string; heads: [string, string]; rows: Pair[] }) {
    return (
        <table className="sides" aria-label={label}>
            <thead>
                <tr>
                    <td />
                    {heads.map((head) => (
                        <th key={head} scope="col">
                            {head}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map(([name, left, right]) => (
                    <tr key={name}>
                        <th scope="row">{name}</th>
                        <td>{left}</td>
                        <td>{right}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
