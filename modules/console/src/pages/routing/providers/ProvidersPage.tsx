import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { DocumentList } from '../../../ui/document/DocumentList';
import { ACCOUNT } from './account';
import { NoAccounts, LETTER } from './letter/NoAccounts';

export function ProvidersPage() {
    return (
        <DocumentList
            kind={ACCOUNT}
            ways={
                <Button component={Link} href={LETTER} size="xs" variant="default">
                    From a letter
                </Button>
            }
            empty={<NoAccounts />}
        />
    );
}
