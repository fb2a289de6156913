import { Link } from 'wouter';
import { useSession } from '../../../api/session';
import { Empty } from '../../../ui/DataTable';
import { DocumentList } from '../../../ui/document/DocumentList';
import { ROUTE } from './route';

export function RoutesPage() {
    return <DocumentList kind={ROUTE} empty={<NoRoutes />} />;
}

function NoRoutes() {
    const { mayWrite } = useSession();
    return (
        <Empty title="No routes yet">
            Without a route every call is refused.{' '}
            {mayWrite ? (
                <>
                    <Link href={`${ROUTE.page}/new`}>Make one</Link> for calls from providers, to a PBX or a subscriber, and one for calls out by an account.
                </>
            ) : (
                'An administrator of the domain makes them.'
            )}
        </Empty>
    );
}
