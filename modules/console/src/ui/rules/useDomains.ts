import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import { useSession } from '../../api/session';
import type { Domain, List } from '../../api/types';

/** Names of the domains whoever is signed in may see. */
export function useDomains(): string[] {
    const { session } = useSession();
    const all = useQuery({
        queryKey: ['domains'], // as the shell asks
        queryFn: () => get<List<Domain>>('/rest/v1/master/domains', { limit: 1000 }),
        enabled: session.d === null,
        staleTime: 60_000,
    });
    return session.d !== null ? [session.d] : (all.data?.items.map((domain) => domain.d) ?? []);
}
