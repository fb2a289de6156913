package esg.store.config;

import esg.domain.access.Token;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.config.Config;
import esg.domain.config.Domain;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalizer;
import esg.domain.route.Route;
import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a feed has loaded so far, by id. Not thread-safe. */
final class Loaded {
    private static final Logger log = LoggerFactory.getLogger(Loaded.class);

    private record Kind<T>(Documents<T> documents, Map<String, T> byId) {}

    private final Kind<Domain> domains;
    private final Kind<Account> accounts;
    private final Kind<Route> routes;
    private final Kind<NormalizationRule> normalization;
    private final Kind<BorderRule> border;
    private final Kind<Subscriber> subscribers;
    private final Kind<PinnedBan> pinned;
    private final Kind<Token> tokens;
    private final List<Kind<?>> all;
    private long revision;

    Loaded(Tables tables) {
        domains = new Kind<>(tables.domains(), new HashMap<>());
        accounts = new Kind<>(tables.accounts(), new HashMap<>());
        routes = new Kind<>(tables.routes(), new HashMap<>());
        normalization = new Kind<>(tables.normalization(), new HashMap<>());
        border = new Kind<>(tables.border(), new HashMap<>());
        subscribers = new Kind<>(tables.subscribers(), new HashMap<>());
        pinned = new Kind<>(tables.pinned(), new HashMap<>());
        tokens = new Kind<>(tables.tokens(), new HashMap<>());
        all = List.of(domains, accounts, routes, normalization, border, subscribers, pinned, tokens);
    }

    /** Forgets everything, so that the next time all is loaded. */
    void clear() {
        for (var kind : all) kind.byId().clear();
        revision = 0;
    }

    /** Loads what stands above our revision; the connection shows one state throughout. */
    Config catchUp(Connection connection) throws SQLException {
        long there = Database.revision(connection);
        for (var kind : all) {
            bury(kind, connection); // first: what was made again after its deletion has a row
            load(kind, connection);
        }
        revision = there;
        return snapshot();
    }

    private void bury(Kind<?> kind, Connection connection) throws SQLException {
        var sql = "SELECT id FROM esg_tombstone WHERE kind = ? AND revision > ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.documents().table());
            statement.setLong(2, revision);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) kind.byId().remove(rows.getString(1));
            }
        }
    }

    private <T> void load(Kind<T> kind, Connection connection) throws SQLException {
        var sql = "SELECT * FROM " + kind.documents().table() + " WHERE revision > ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, revision);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getString("id");
                    try {
                        kind.byId().put(id, kind.documents().read(rows));
                    } catch (IllegalArgumentException e) { // one bad row, edited by hand, must not stop the node
                        kind.byId().remove(id);
                        log.error(
                                "{} is not usable id={} why={}",
                                kind.documents().noun(),
                                id,
                                e.getMessage());
                    }
                }
            }
        }
    }

    private static <T> Map<String, List<T>> byDomain(Kind<T> kind, Function<T, String> d) {
        var byDomain = new HashMap<String, List<T>>();
        for (var one : kind.byId().values()) {
            byDomain.computeIfAbsent(d.apply(one), _ -> new ArrayList<>()).add(one);
        }
        return byDomain;
    }

    private Config snapshot() {
        var byKey = new HashMap<AccountId, Account>();
        for (var account : accounts.byId().values()) byKey.put(account.key(), account);
        var routesOf = byDomain(routes, Route::d);
        routesOf.replaceAll((_, list) -> List.copyOf(list));
        var normalizationOf = byDomain(normalization, NormalizationRule::d);
        normalizationOf.replaceAll((_, list) -> Normalizer.inOrder(list));
        var subscribersOf = new HashMap<String, SubscriberBook>();
        byDomain(subscribers, Subscriber::d).forEach((d, list) -> subscribersOf.put(d, SubscriberBook.of(list)));
        return new Config(
                revision,
                domains.byId(),
                byKey,
                routesOf,
                normalizationOf,
                List.copyOf(border.byId().values()),
                subscribersOf,
                List.copyOf(pinned.byId().values()),
                List.copyOf(tokens.byId().values()));
    }
}
