import { Center, Loader, Stack, Text, Title } from '@mantine/core';
import { Link, Redirect, Route, Switch } from 'wouter';
import { SessionProvider, useSession, useSessionQuery } from '../api/session';
import { CallsPage } from '../pages/monitoring/calls/CallsPage';
import { DiagramPage } from '../pages/monitoring/diagram/DiagramPage';
import { ProvidersPage } from '../pages/monitoring/providers/ProvidersPage';
import { NodesPage } from '../pages/system/nodes/NodesPage';
import { Failed } from '../ui/DataTable';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

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
            <Shell>
                <Pages />
            </Shell>
        </SessionProvider>
    );
}

function Pages() {
    const { isAdmin } = useSession();
    return (
        <Switch>
            <Route path="/">
                <Redirect to="/monitoring/providers" replace />
            </Route>
            <Route path="/monitoring/providers" component={ProvidersPage} />
            <Route path="/monitoring/calls" component={CallsPage} />
            <Route path="/monitoring/calls/:id/diagram">{({ id }) => <DiagramPage key={id} id={decoded(id)} />}</Route>
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

/** The router has decoded once already, all but what separates: a lone % is one. */
function decoded(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        return segment;
    }
}
