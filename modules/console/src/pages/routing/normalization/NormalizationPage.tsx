import { Link } from 'wouter';
import { useSession } from '../../../api/session';
import { Empty } from '../../../ui/DataTable';
import { DocumentList } from '../../../ui/document/DocumentList';
import { NORMALIZATION } from './rule';

export function NormalizationPage() {
    return <DocumentList kind={NORMALIZATION} empty={<NoRules />} />;
}

function NoRules() {
    const { mayWrite } = useSession();
    return (
        <Empty title="No rules yet">
            Numbers cross as they are: out unchanged under the provider’s domain, in with the called number in P-Called-Party-ID and an empty To.{' '}
            {mayWrite ? (
                <>
                    Most registrars want their own number in From: <Link href={`${NORMALIZATION.page}/new`}>make a rule</Link> with direction out and the user of From{' '}
                    <code>{'{account.username}'}</code>.
                </>
            ) : (
                'An administrator of the domain makes rules.'
            )}
        </Empty>
    );
}
