import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useSession } from '../../../../api/session';
import { Empty } from '../../../../ui/DataTable';

export const LETTER = '/routing/providers/letter';

/** Where the first account would be: the way to it. */
export function NoAccounts() {
    const { mayWrite } = useSession();
    if (!mayWrite) {
        return <Empty title="No accounts yet">An account is what a provider calls a SIP trunk or line. An administrator of the domain makes them.</Empty>;
    }
    return (
        <Empty title="No accounts yet">
            <p>An account is what a provider calls a SIP trunk or line: a login, a password and a server.</p>
            <Button component={Link} href={LETTER}>
                Add your first provider from the letter
            </Button>
            <p>
                Or <Link href="/routing/providers/new">write it into the form</Link> yourself.
            </p>
        </Empty>
    );
}
