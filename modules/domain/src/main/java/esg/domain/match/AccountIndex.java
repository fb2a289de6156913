package esg.domain.match;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the account of an INVITE among those served here (INC-02, INC-03) in a few hash look-ups; patterns are tried
 * only for accounts that have them. Immutable: a change of accounts or addresses builds another.
 */
public final class AccountIndex<S extends Served> {
    private static final Step[] STEPS = Step.values();

    private final AccountTable<S> registered;
    private final AccountTable<S> pointToPoint;
    private final ServerAddresses server;

    private AccountIndex(AccountTable<S> registered, AccountTable<S> pointToPoint, ServerAddresses server) {
        this.registered = registered;
        this.pointToPoint = pointToPoint;
        this.server = server;
    }

    /** Disabled accounts are left out. */
    public static <S extends Served> AccountIndex<S> of(Collection<S> served, ServerAddresses server) {
        var registered = new AccountTable<S>();
        var pointToPoint = new AccountTable<S>();
        served.stream()
                .filter(s -> s.account().enabled())
                .sorted(Comparator.comparing(s -> s.account().key())) // candidates of a step are tried in this order
                .forEach(s -> (s.account().reg() ? registered : pointToPoint).add(s));
        return new AccountIndex<>(registered, pointToPoint, server);
    }

    /** The first step with a hit decides; inside it an account whose source check passes, then (d, code) order. */
    public Match<S> match(InviteFacts facts, InetAddress source) {
        var plain = facts.canonical();
        for (var step : STEPS) {
            var hit = find(step, plain, source);
            if (hit == null) continue;
            return hit.allows(source)
                    ? new Match.Found<>(hit.served(), step)
                    : new Match.SourceNotAllowed<>(hit.served(), step);
        }
        return new Match.None<>();
    }

    /**
     * All accounts of the first step with a hit, for whoever cannot say which source check they pass: those that pass it by what
     * stands in the account first, then (d, code) order.
     */
    public List<S> candidates(InviteFacts facts, InetAddress source) {
        var plain = facts.canonical();
        for (var step : STEPS) {
            var search = Search.of(step, plain, server, source);
            if (search == null) continue;
            var hits = table(step).all(search);
            if (!hits.isEmpty()) return hits;
        }
        return List.of();
    }

    private @Nullable Entry<S> find(Step step, InviteFacts facts, InetAddress source) {
        var search = Search.of(step, facts, server, source);
        return search == null ? null : table(step).find(search);
    }

    private AccountTable<S> table(Step step) {
        return step.registration() ? registered : pointToPoint;
    }
}
