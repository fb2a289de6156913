import { Alert, Button, Group, Stack, Textarea, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '../../../../api/session';
import { NewDocument, useDomains } from '../../../../ui/document/DocumentPage';
import { MakeDomain } from '../../../../ui/document/MakeDomain';
import type { Doc } from '../../../../ui/document/fields';
import { ACCOUNT } from '../account';
import type { Means } from './labels';
import { readLetter, type Letter } from './letter';

const NAMES: Record<Means, string> = {
    username: 'User',
    authuser: 'Name for authentication',
    password: 'Password',
    server: 'Server',
    domain: 'SIP domain',
    proxy: 'Outbound proxy',
    port: 'Port',
    transport: 'Transport',
    number: 'Number',
    channels: 'Calls at most',
    expires: 'Registered for, seconds',
    addresses: 'Address',
};

const EXAMPLE = 'Login: 74951234567\nPassword: …\nServer: sip.carrier.example\n\nЛогин: 74951234567\nПароль: …\nСервер: sip.carrier.example:5060';

/** From a carrier's letter to a form that is filled in. */
export function LetterPage() {
    const { mayWrite } = useSession();
    const [text, write] = useState('');
    const [account, begin] = useState<Doc>();
    const letter = useMemo(() => readLetter(text), [text]);
    const domains = useDomains();
    if (account) return <NewDocument kind={ACCOUNT} begun={account} />;
    if (!mayWrite) return <NewDocument kind={ACCOUNT} />; // which says why not
    const noDomain = domains.data?.total === 0;
    return (
        <Stack className="document">
            <Stack gap={2}>
                <Link href={ACCOUNT.page}>← {ACCOUNT.title}</Link>
                <Title order={1}>Add a provider from the letter</Title>
            </Stack>
            <Textarea
                label="What the provider has written"
                description="Paste the letter or the page with your credentials, as it is. It is read here in the browser and goes nowhere; only the form that follows is saved."
                placeholder={EXAMPLE}
                autosize
                minRows={8}
                maxRows={20}
                autoComplete="off"
                spellCheck={false}
                autoFocus
                value={text}
                onChange={(event) => write(event.currentTarget.value)}
            />
            {text.trim() && <Review letter={letter} />}
            {noDomain && text.trim() && <MakeDomain />}
            <Group>
                <Button disabled={letter.found.length === 0 || noDomain} onClick={() => begin(letter.account)}>
                    Go on to the form
                </Button>
                <Link href={`${ACCOUNT.page}/new`}>An empty form instead</Link>
            </Group>
        </Stack>
    );
}

function Review({ letter }: { letter: Letter }) {
    return (
        <Stack gap="sm">
            <div role="status" className="soft">
                {letter.found.length === 0 ? 'Nothing is recognised yet' : `${letter.found.length} recognised, ${letter.rest.length} left`}
            </div>
            {letter.found.length === 0 ? (
                <Alert color="orange" variant="light">
                    Nothing was recognised. Lines such as <code>Login: …</code>, <code>Password: …</code>, <code>Server: …</code> are, in English and Russian.
                </Alert>
            ) : (
                <table className="table" aria-label="Recognised">
                    <thead>
                        <tr>
                            <th scope="col">Field</th>
                            <th scope="col">Value</th>
                            <th scope="col">Read from</th>
                        </tr>
                    </thead>
                    <tbody>
                        {letter.found.map(({ means, value, text }) => (
                            <tr key={`${means} ${value}`}>
                                <td data-label="Field">{NAMES[means]}</td>
                                <td data-label="Value">
                                    <span className="mono">{value}</span>
                                </td>
                                <td data-label="Read from" className="soft">
                                    {text}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
            {letter.notes.map((note) => (
                <Alert key={note} color="cyan" variant="light">
                    {note}
                </Alert>
            ))}
            {letter.rest.length > 0 && (
                <section aria-label="Not recognised">
                    <Title order={2}>Not recognised</Title>
                    <ul className="plain soft">
                        {letter.rest.map(({ text, why }, place) => (
                            <li key={place}>
                                {text}
                                {why && <b> — {why}</b>}
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </Stack>
    );
}
