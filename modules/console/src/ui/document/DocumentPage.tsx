import { Center, Loader, Stack, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { get, send } from '../../api/client';
import { useSession } from '../../api/session';
import type { Domain, List } from '../../api/types';
import { Failed } from '../DataTable';
import { EditorView } from './EditorView';
import type { Doc } from './fields';
import { pageOf, pathOf, type Kind, type Row } from './kind';
import { MakeDomain } from './MakeDomain';
import { nothingUnsaved } from './unsaved';

function Waiting() {
    return (
        <Center p="xl">
            <Loader aria-label="Loading" />
        </Center>
    );
}

/** The page of a document that is there. */
export function DocumentPage<T extends Row>({ kind, id }: { kind: Kind<T>; id: string }) {
    const [, go] = useLocation();
    const queries = useQueryClient();
    const state = useHistoryState<{ made?: boolean } | null>();
    // Asked anew each time, and not behind the back of somebody who writes.
    const one = useQuery({
        queryKey: ['documents', kind.key, 'one', id],
        queryFn: () => send<Doc>('GET', pathOf(kind, id)),
        staleTime: Infinity,
        gcTime: 0,
    });
    if (one.error) {
        return (
            <Stack>
                <Link href={kind.page}>← {kind.title}</Link>
                <Failed error={one.error} retry={() => void one.refetch()} />
            </Stack>
        );
    }
    if (!one.data) return <Waiting />;
    return (
        <EditorView
            kind={kind}
            start={{ doc: one.data.data, etag: one.data.etag }}
            title={kind.called(one.data.data as T)}
            done={({ doc, etag }) => queries.setQueryData(['documents', kind.key, 'one', id], { data: doc, etag })}
            gone={() => {
                for (const key of kind.stale) void queries.invalidateQueries({ queryKey: [key] });
                void queries.invalidateQueries({ queryKey: ['documents', kind.key, 'list'] });
                go(kind.page);
            }}
            made={state?.made}
        />
    );
}

/** The domains there are, for who may see them: null for one whose token has a domain. */
export function useDomains() {
    const { session } = useSession();
    return useQuery({
        queryKey: ['domains'],
        queryFn: () => get<List<Domain>>('/rest/v1/master/domains', { limit: 1000 }),
        enabled: session.d === null,
        staleTime: 60_000,
    });
}

/** The page of one that is to be made. `begun` stands in the form already. */
export function NewDocument<T extends Row>({ kind, begun }: { kind: Kind<T>; begun?: Doc }) {
    const [, go] = useLocation();
    const { d, session, mayWrite } = useSession();
    const domains = useDomains();
    if (!mayWrite) {
        return (
            <Stack>
                <Title order={1}>New {kind.one}</Title>
                <div>
                    Your role, {session.role}, sees what is configured and cannot change it. <Link href={kind.page}>To what there is</Link>
                </div>
            </Stack>
        );
    }
    if (domains.error) return <Failed error={domains.error} retry={() => void domains.refetch()} />;
    if (session.d === null && !domains.data) return <Waiting />;
    if (domains.data?.total === 0) {
        return (
            <Stack>
                <Title order={1}>New {kind.one}</Title>
                <MakeDomain />
            </Stack>
        );
    }
    const only = domains.data?.total === 1 ? domains.data.items[0]!.d : '';
    return (
        <EditorView
            kind={kind}
            start={{ doc: { ...kind.fresh, d: d || only, ...begun } }}
            title={`New ${kind.one}`}
            done={({ doc }) => {
                nothingUnsaved();
                go(pageOf(kind, String(doc.id)), { replace: true, state: { made: true } });
            }}
            gone={() => go(kind.page)}
        />
    );
}
