import { Center, Loader, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, Redirect, Route, Router, Switch } from 'wouter';
import { SessionProvider, useSession, useSessionQuery } from '../api/session';
import { CallsPage } from '../pages/monitoring/calls/CallsPage';
import { ProvidersPage } from '../pages/monitoring/providers/ProvidersPage';
import { PATH as RECORDS } from '../pages/monitoring/records/view';
import { NORMALIZATION } from '../pages/routing/normalization/rule';
import { ACCOUNT } from '../pages/routing/providers/account';
import { LETTER } from '../pages/routing/providers/letter/NoAccounts';
import { ROUTE } from '../pages/routing/routes/route';
import { Failed } from '../ui/DataTable';
import { DocumentPage, NewDocument } from '../ui/document/DocumentPage';
import type { Kind, Row } from '../ui/document/kind';
import { aroundNav } from '../ui/document/unsaved';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

// Not read before somebody opens them: the monitor is there sooner.
const DiagramPage = lazy(async () => ({ default: (await import('../pages/monitoring/diagram/DiagramPage')).DiagramPage }));
const RecordsPage = lazy(async () => ({ default: (await import('../pages/monitoring/records/RecordsPage')).RecordsPage }));
const NormalizationPage = lazy(async () => ({ default: (await import('../pages/routing/normalization/NormalizationPage')).NormalizationPage }));
const LetterPage = lazy(async () => ({ default: (await import('../pages/routing/providers/letter/LetterPage')).LetterPage }));
const RoutesPage = lazy(async () => ({ default: (await import('../pages/routing/routes/RoutesPage')).RoutesPage }));
const FilterPage = lazy(async () => ({ default: (await import('../pages/routing/filter/FilterPage')).FilterPage }));
const MatchPage = lazy(async () => ({ default: (await import('../pages/routing/testing/match/MatchPage')).MatchPage }));
const SubstitutionPage = lazy(async () => ({ default: (await import('../pages/routing/testing/substitution/SubstitutionPage')).SubstitutionPage }));
const AuditPage = lazy(async () => ({ default: (await import('../pages/system/audit/AuditPage')).AuditPage }));
const DomainsPage = lazy(async () => ({ default: (await import('../pages/system/domains/DomainsPage')).DomainsPage }));
const NodesPage = lazy(async () => ({ default: (await import('../pages/system/nodes/NodesPage')).NodesPage }));
const TokensPage = lazy(async () => ({ default: (await import('../pages/system/tokens/TokensPage')).TokensPage }));
const AccountsPage = lazy(async () => ({ default: (await import('../pages/routing/providers/ProvidersPage')).ProvidersPage }));

export function App() {
    const session = useSessionQuery();
    if (session.error) {
        return (
            <Center mih="100vh" component="main">
                <Failed error={session.error} retry={() => void session.refetch()} />
            </Center>
        );
    }
    if (session.data === undefined) {
        return (
            <Center mih="100vh" component="main">
                <Loader aria-label="Loading" />
            </Center>
        );
    }
    if (session.data === null) return <SignIn />;
    return (
        <SessionProvider session={session.data}>
            <Router aroundNav={aroundNav}>
                <Shell>
                    <Suspense fallback={<Loader aria-label="Loading" />}>
                        <Pages />
                    </Suspense>
                </Shell>
            </Router>
        </SessionProvider>
    );
}

function Pages() {
    const { isAdmin, session } = useSession();
    const seesAll = session.d === null;
    return (
        <Switch>
            <Route path="/">
                <Redirect to="/monitoring/providers" replace />
            </Route>
            <Route path="/monitoring/providers" component={ProvidersPage} />
            <Route path="/monitoring/calls" component={CallsPage} />
            <Route path="/monitoring/calls/:id/diagram">{({ id }) => <DiagramPage key={id} id={decoded(id)} />}</Route>
            <Route path={RECORDS} component={RecordsPage} />
            <Route path={ACCOUNT.page} component={AccountsPage} />
            <Route path={LETTER} component={LetterPage} />
            {documentPages(ACCOUNT)}
            <Route path={ROUTE.page} component={RoutesPage} />
            {documentPages(ROUTE)}
            <Route path={NORMALIZATION.page} component={NormalizationPage} />
            {documentPages(NORMALIZATION)}
            {seesAll && <Route path="/routing/filter" component={FilterPage} />}
            <Route path="/routing/testing/match" component={MatchPage} />
            <Route path="/routing/testing/substitution" component={SubstitutionPage} />
            <Route path="/system/domains" component={DomainsPage} />
            {seesAll && <Route path="/system/tokens" component={TokensPage} />}
            {seesAll && <Route path="/system/audit" component={AuditPage} />}
            {isAdmin && <Route path="/system/nodes" component={NodesPage} />}
            <Route>
                <Stack>
                    <Title order={1}>There is no such page</Title>
                    <Text>
                        It may be one your token does not open. <Link href="/">To the providers</Link>
                    </Text>
                </Stack>
            </Route>
        </Switch>
    );
}

/** The form of a new one, and of each that is there. */
function documentPages<T extends Row>(kind: Kind<T>) {
    return [
        <Route key="new" path={`${kind.page}/new`}>
            <NewDocument key={kind.key} kind={kind} />
        </Route>,
        <Route key="one" path={`${kind.page}/:id`}>
            {({ id }: { id: string }) => <DocumentPage key={`${kind.key} ${id}`} kind={kind} id={decoded(id)} />}
        </Route>,
    ];
}

/** The router has decoded once already, all but what separates: a lone % is one. */
function decoded(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        return segment;
    }
}
