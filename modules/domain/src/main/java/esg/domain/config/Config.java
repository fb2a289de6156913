package esg.domain.config;

import esg.domain.access.Token;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.subscriber.SubscriberBook;
import java.util.List;
import java.util.Map;

/**
 * All configuration at one revision; revisions only grow. Immutable.
 *
 * @param domains by d
 * @param routes by d, in no order that matters
 * @param normalization by d, in the order they apply
 * @param border rules of the border filter, in no order that matters
 * @param subscribers by d
 * @param pinned bans that operators have imposed, in no order that matters
 * @param tokens of people and programs, in no order that matters
 */
public record Config(
        long revision,
        Map<String, Domain> domains,
        Map<AccountId, Account> accounts,
        Map<String, List<Route>> routes,
        Map<String, List<NormalizationRule>> normalization,
        List<BorderRule> border,
        Map<String, SubscriberBook> subscribers,
        List<PinnedBan> pinned,
        List<Token> tokens) {
    public static final Config EMPTY =
            new Config(0, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), List.of(), List.of());

    public Config {
        domains = Map.copyOf(domains);
        accounts = Map.copyOf(accounts);
        routes = Map.copyOf(routes);
        normalization = Map.copyOf(normalization);
        border = List.copyOf(border);
        subscribers = Map.copyOf(subscribers);
        pinned = List.copyOf(pinned);
        tokens = List.copyOf(tokens);
    }

    /** Subscribers of a domain, none for an unknown one. */
    public SubscriberBook subscribersOf(String d) {
        return subscribers.getOrDefault(d, SubscriberBook.EMPTY);
    }

    /** Enabled normalization rules of a domain as they apply, none for an unknown one. */
    public List<NormalizationRule> normalizationOf(String d) {
        return normalization.getOrDefault(d, List.of());
    }

    /** Routes of a domain, none for an unknown one. */
    public List<Route> routesOf(String d) {
        return routes.getOrDefault(d, List.of());
    }
}
