import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { withParams } from './client';
import type { Call, CallPage, ProviderPage, ProviderState } from './types';

export interface Event {
    at: string;
    node: string;
    d?: string;
    code?: string;
    id?: string;
    [field: string]: unknown;
}

const KINDS = ['registration', 'ping', 'call', 'node', 'ban'] as const;
type Kind = (typeof KINDS)[number];

/** What has to be asked anew after an event: counts, order and new rows, which no patch can tell. */
const STALE: Record<Kind, string[]> = {
    registration: ['providers'],
    ping: ['providers'],
    call: ['calls'],
    node: ['nodes', 'providers'],
    ban: ['bans', 'border'],
};
/** Milliseconds between two such questions: ten thousand accounts that register at once must not ask ten thousand times. */
const PAUSE = 2000;

/** A row as the event makes it; the row itself when the event is about another. */
export function withRegistration(row: ProviderState, event: Event): ProviderState {
    if (row.d !== event.d || row.code !== event.code) return row;
    const { regstate, pingstate, failure } = event as Partial<ProviderState>;
    const next = { ...row, node: event.node };
    if (pingstate) next.pingstate = pingstate;
    if (regstate) {
        if (regstate !== row.regstate) next.since = event.at;
        next.regstate = regstate;
        next.failure = failure;
    }
    return next;
}

export function withCall(call: Call, event: Event): Call {
    if (call.id !== event.id) return call;
    const { state, status } = event as Partial<Call>;
    return { ...call, state: state ?? call.state, status: status ?? call.status };
}

function patch(queries: QueryClient, kind: Kind, event: Event) {
    if (kind === 'registration' || kind === 'ping') {
        queries.setQueriesData<ProviderPage>({ queryKey: ['providers'] }, (page) =>
            page?.providers?.some((row) => row.d === event.d && row.code === event.code)
                ? { ...page, providers: page.providers.map((row) => withRegistration(row, event)) }
                : page,
        );
    } else if (kind === 'call') {
        queries.setQueriesData<CallPage>({ queryKey: ['calls'] }, (page) =>
            page?.calls?.some((call) => call.id === event.id)
                ? { ...page, calls: page.calls.map((call) => withCall(call, event)) }
                : page,
        );
    }
}

/** Keeps what the pages show up to date; tells whether the node's events come in. */
export function useEvents(d: string): boolean {
    const queries = useQueryClient();
    const [live, setLive] = useState(false);
    useEffect(() => {
        const source = new EventSource(withParams('/api/events', { d }));
        const stale = new Set<string>();
        let timer: ReturnType<typeof setTimeout> | undefined;
        const ask = () => {
            timer = undefined;
            stale.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
            stale.clear();
        };
        const askLater = (keys: string[]) => {
            keys.forEach((key) => stale.add(key));
            timer ??= setTimeout(ask, PAUSE);
        };
        let seen = false;
        source.onopen = () => {
            setLive(true);
            if (seen) askLater(Object.values(STALE).flat()); // what happened meanwhile is not told
            seen = true;
        };
        source.onerror = () => setLive(false);
        for (const kind of KINDS) {
            source.addEventListener(kind, (message) => {
                patch(queries, kind, JSON.parse(message.data as string) as Event);
                askLater(STALE[kind]);
            });
        }
        source.addEventListener('lost', () => askLater(Object.values(STALE).flat()));
        return () => {
            source.close();
            clearTimeout(timer);
            setLive(false);
        };
    }, [queries, d]);
    return live;
}
