import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explained, Problem } from '../api/client';
import { useSignIn } from '../api/session';

export function SignIn() {
    const [token, setToken] = useState('');
    const signIn = useSignIn();
    const attempt = useMutation({ mutationFn: signIn });
    return (
        <Center mih="100vh" p="md" component="main">
            <Paper withBorder p="xl" w="100%" maw={400}>
                <form
                    onSubmit={(event) => {
                        event.preventDefault();
                        attempt.mutate(token.trim());
                    }}
                >
                    <Stack>
                        <Title order={1}>ESG</Title>
                        <PasswordInput
                            label="Token"
                            autoComplete="current-password"
                            autoFocus
                            value={token}
                            onChange={(event) => setToken(event.currentTarget.value)}
                        />
                        {attempt.error && (
                            <Alert color="red" role="alert">
                                {said(attempt.error)}
                            </Alert>
                        )}
                        <Button type="submit" loading={attempt.isPending} disabled={!token.trim()}>
                            Sign in
                        </Button>
                        <Text size="sm" className="soft">
                            An administrator makes tokens. The first one is in the node’s data folder, in the file <code>admin.token</code>.
                        </Text>
                    </Stack>
                </form>
            </Paper>
        </Center>
    );
}

function said(error: unknown): string {
    if (error instanceof Problem && error.status === 401) return 'No such token, or it is no longer valid.';
    if (error instanceof Problem && error.status === 429) return 'Too many wrong tokens from this address. Wait a moment.';
    return explained(error);
}
