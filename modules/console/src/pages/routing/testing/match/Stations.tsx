import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useSession } from '../../../../api/session';
import type { Explanation, Hit, TriedRoute } from '../../../../api/explanation';
import { DataTable, Empty, type Column } from '../../../../ui/DataTable';
import { Facts } from '../../../../ui/Facts';
import { State } from '../../../../ui/state';
import { Station } from '../Station';
import { MarkedPacket } from './MarkedPacket';

export function Border({ of }: { of: Explanation['border'] }) {
    const { session } = useSession();
    const denied = of.verdict === 'deny';
    const rule = of.name || of.rule;
    return (
        <Station title="Filter" verdict={denied ? 'failed' : 'ok'} said={denied ? `denied, ${of.denymode === 'drop' ? 'without an answer' : 'with an answer'}` : 'allowed'}>
            {of.priority === undefined ? (
                <div>No rule fits, and what none fits may pass.</div>
            ) : (
                <div>
                    By the rule {session.d === null ? <Anchor inherit component={Link} href={`/routing/filter?rule=${encodeURIComponent(of.rule)}`}>{rule}</Anchor> : rule}, priority{' '}
                    {of.priority}.
                </div>
            )}
        </Station>
    );
}

export function Alg({ of, received }: { of: Explanation['alg']; received: string }) {
    if (!of) return <Station title="SIP-ALG" said="this node has no pairs" />;
    return (
        <Station title="SIP-ALG" said={`${of.places} ${of.places === 1 ? 'place' : 'places'} read as gray`}>
            <Facts of={of.pairs.map(({ gray, white, places }) => [white, `is read as ${gray}, in ${places === 0 ? 'no place' : places === 1 ? '1 place' : `${places} places`}`])} />
            {of.places > 0 && <MarkedPacket label="The INVITE as it is read from there on" before={received} after={of.packet} />}
        </Station>
    );
}

export function NamedBy({ of }: { of: Explanation['fields'] }) {
    const told = (user: string, host: string) => (
        <>
            user <code>“{user}”</code>, host <code>“{host}”</code>
        </>
    );
    return (
        <Station title="What names the account">
            <Facts
                of={[
                    ['To', told(of.touser, of.tohost)],
                    ['From', told(of.fromuser, of.fromhost)],
                    ['Contact', told(of.contactuser, of.contacthost)],
                ]}
            />
        </Station>
    );
}

const COMPARED: Column<Hit['compared'][number]>[] = [
    { key: 'from', title: 'Setting', cell: (row) => row.from },
    { key: 'value', title: 'Value', cell: (row) => <code>{row.value}</code> },
    { key: 'fits', title: 'Outcome', cell: (row) => <State of={row.fits ? 'ok' : 'disabled'}>{row.fits ? 'fits' : 'does not fit'}</State> },
];

export function SourceCheck({ of }: { of: Explanation }) {
    const { hit } = of;
    if (!hit) return <Station title="Sender" said="asked when an account is found" />;
    return (
        <Station title="Sender" verdict={hit.sourceallowed ? 'ok' : 'failed'} said={hit.sourceallowed ? 'allowed' : 'not one of the account’s'}>
            <div>
                {of.source} is compared with what is known of {hit.code}, which {hit.node ? `is served on ${hit.node}` : 'no node serves now'}:
            </div>
            <DataTable
                label="What the sender was compared with"
                rows={hit.compared}
                columns={COMPARED}
                rowKey={(row) => `${row.from} ${row.value}`}
                empty={<Empty title="Nothing to compare with">The account has no domain, proxy or external address that is an address or resolves to one.</Empty>}
            />
        </Station>
    );
}

export function Trunks({ of }: { of: NonNullable<Explanation['trunks']> }) {
    const full = (of.limit !== undefined && of.used >= of.limit) || (of.inlimit !== undefined && of.incoming >= of.inlimit);
    return (
        <Station title="Trunks" verdict={full ? 'failed' : 'ok'} said={full ? 'all in use' : 'one is free'}>
            <Facts
                of={[
                    ['Calls', `${of.used} of ${of.limit ?? 'any number'}`],
                    ['That came in', `${of.incoming} of ${of.inlimit ?? 'any number'}`],
                    ['A second', of.cpslimit === undefined ? '' : `${of.cpslimit} at most`],
                ]}
            />
        </Station>
    );
}

const ROUTES: Column<TriedRoute>[] = [
    { key: 'priority', title: 'Priority', cell: (row) => row.priority },
    { key: 'name', title: 'Route', cell: (row) => row.name || <code>{row.id}</code> },
    { key: 'action', title: 'Leads to', cell: (row) => `${row.action} ${row.target}`.trim() },
    { key: 'fits', title: 'Outcome', cell: (row) => <State of={row.fits ? 'ok' : 'disabled'}>{row.fits ? 'fits' : 'does not fit'}</State> },
    { key: 'why', title: 'Why', cell: (row) => row.why ?? row.note ?? '' },
];

export function Routes({ of }: { of: TriedRoute[] }) {
    const first = of.find((route) => route.fits);
    return (
        <Station title="Routes" verdict={first && first.action !== 'reject' ? 'ok' : 'failed'} said={first ? `${first.name || first.id} comes first` : 'none fits'}>
            <DataTable
                label="Routes that were tried"
                rows={of}
                columns={ROUTES}
                rowKey={(row) => row.id}
                empty={<Empty title="The domain has no routes">A call needs a route that says where it goes; make one with POST /rest/v1/uc/routes.</Empty>}
            />
            {of.length > 1 && <Text size="sm" className="soft">Routes of one priority are tried in random order.</Text>}
        </Station>
    );
}

export function Leaves({ of, received }: { of: NonNullable<Explanation['invites']>; received: string }) {
    return (
        <Station title="What would leave" said={of.length === 0 ? 'nothing' : undefined}>
            {of.map((one, at) => (
                <section key={at} aria-label={`INVITE ${at + 1} of ${of.length}`}>
                    <Facts
                        of={[
                            [of.length > 1 ? `${at + 1}.` : 'To', <code key="t">{one.target}</code>],
                            ['Sent', one.hop ? `by ${one.hop}` : 'nowhere'],
                            ['In its way', one.problem && <State of="failed">{one.problem}</State>],
                            ['SIP-ALG', one.swapped ? `white is written for gray in ${one.swapped} ${one.swapped === 1 ? 'place' : 'places'}` : ''],
                            ['Made for each call', one.fresh?.join(', ')],
                        ]}
                    />
                    {one.packet && <MarkedPacket label={`The INVITE that would leave to ${one.target}`} before={received} after={one.packet} fresh={one.fresh} />}
                </section>
            ))}
        </Station>
    );
}
