import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { onSignedOut, Problem, send, useCsrf } from './client';
import type { Session } from './types';

const KEY = ['session'];
const DOMAIN = 'esg-domain';

/** Who is signed in: undefined while that is asked, null for nobody. */
export function useSessionQuery() {
    const queries = useQueryClient();
    useEffect(
        () =>
            onSignedOut(() => {
                if (queries.getQueryData(KEY)) queries.setQueryData(KEY, null);
            }),
        [queries],
    );
    return useQuery({ queryKey: KEY, queryFn: current, staleTime: Infinity, retry: 2 });
}

async function current(): Promise<Session | null> {
    try {
        return taken((await send<Session>('GET', '/api/session')).data);
    } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
    }
}

function taken(session: Session): Session {
    useCsrf(session.csrf);
    return { ...session, d: session.d ?? null }; // left out where all domains are seen
}

export function useSignIn() {
    const queries = useQueryClient();
    return async (token: string) => {
        const { data } = await send<Session>('POST', '/api/session', { token });
        queries.setQueryData(KEY, taken(data));
    };
}

export function useSignOut() {
    const queries = useQueryClient();
    return async () => {
        await send('DELETE', '/api/session').catch((error: unknown) => {
            if (!(error instanceof Problem && error.status === 401)) throw error; // 401: it had ended already
        });
        queries.setQueryData(KEY, null);
        queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] }); // the next may not see what this one saw
    };
}

interface Seen {
    session: Session;
    /** The domain that is looked at; '' is all of them. */
    d: string;
    chooseDomain: (d: string) => void;
    mayWrite: boolean;
    isAdmin: boolean;
}

const Context = createContext<Seen | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
    const [chosen, choose] = useState(() => sessionStorage.getItem(DOMAIN) ?? '');
    const chooseDomain = (d: string) => {
        sessionStorage.setItem(DOMAIN, d);
        choose(d);
    };
    const seen = {
        session,
        d: session.d ?? chosen,
        chooseDomain,
        mayWrite: session.role !== 'viewer',
        isAdmin: session.role === 'admin',
    };
    return <Context.Provider value={seen}>{children}</Context.Provider>;
}

export function useSession(): Seen {
    const seen = useContext(Context);
    if (!seen) throw new Error('nobody is signed in here');
    return seen;
}
