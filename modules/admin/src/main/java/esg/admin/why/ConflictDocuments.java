package esg.admin.why;

import esg.domain.account.AccountId;
import esg.domain.conflict.AccountConflicts;
import esg.domain.conflict.AccountPair;
import esg.domain.conflict.Shadowed;
import esg.domain.conflict.Shadows;
import esg.domain.conflict.Unreachable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code GET /api/test/v1/conflicts}. */
public final class ConflictDocuments {
    private static final int MOST_PAIRS = 1000;

    private ConflictDocuments() {}

    /**
     * All that stands in its own way.
     *
     * @param d only what has to do with this domain; rules of the border belong to all
     */
    public static Map<String, Object> of(Why.Standing standing, Optional<String> d) {
        var data = new LinkedHashMap<String, Object>();
        var pairs = AccountConflicts.among(standing.accounts(), MOST_PAIRS).stream()
                .filter(pair -> d.isEmpty() || isOf(d.get(), pair.first()) || isOf(d.get(), pair.second()))
                .toList();
        data.put("accounts", pairs.stream().map(ConflictDocuments::pair).toList());
        data.put(
                "unreachable",
                AccountConflicts.unreachable(standing.accounts(), standing.node()).stream()
                        .filter(one -> d.isEmpty() || isOf(d.get(), one.account()))
                        .map(ConflictDocuments::unreachable)
                        .toList());
        data.put(
                "shadowed",
                shadowed(standing, d).stream().map(ConflictDocuments::shadowed).toList());
        return Envelope.of(data);
    }

    private static boolean isOf(String d, AccountId id) {
        return id.d().equals(d);
    }

    private static List<Shadowed> shadowed(Why.Standing standing, Optional<String> d) {
        var config = standing.config();
        var all = new ArrayList<>(Shadows.border(config.border()));
        all.addAll(inDomains(config.routes(), d, routes -> Shadows.routes(routes, standing.emergency())));
        all.addAll(inDomains(config.normalization(), d, Shadows::normalization));
        return all;
    }

    private static <T> List<Shadowed> inDomains(
            Map<String, List<T>> rules, Optional<String> d, Function<List<T>, List<Shadowed>> find) {
        return new TreeSet<>(rules.keySet())
                .stream()
                        .filter(one -> d.isEmpty() || d.get().equals(one))
                        .flatMap(one -> find.apply(rules.getOrDefault(one, List.of())).stream())
                        .toList();
    }

    static Map<String, Object> pair(AccountPair pair) {
        var document = new LinkedHashMap<String, Object>();
        document.put("first", account(pair.first()));
        document.put("second", account(pair.second()));
        document.put("steps", pair.registration() ? "1.1 to 1.3" : "2.1 to 2.3");
        document.put("user", pair.user());
        document.put("host", pair.host().isEmpty() ? "any address of an instance" : pair.host());
        document.put("certain", pair.certain());
        document.put("onesender", pair.oneSender());
        document.put(
                "text",
                pair.oneSender()
                        ? "the first gets the calls of the second" + (pair.certain() ? "" : ", where both patterns fit")
                        : "the source check tells them apart");
        return document;
    }

    private static Map<String, Object> account(AccountId id) {
        var document = new LinkedHashMap<String, Object>();
        document.put("d", id.d());
        document.put("code", id.code());
        return document;
    }

    private static Map<String, Object> unreachable(Unreachable one) {
        var document = account(one.account());
        document.put("why", one.why());
        return document;
    }

    private static Map<String, Object> shadowed(Shadowed one) {
        var document = new LinkedHashMap<String, Object>();
        document.put("kind", one.kind().name().toLowerCase(Locale.ROOT));
        if (!one.d().isEmpty()) document.put("d", one.d());
        document.put("id", one.rule().id());
        document.put("name", one.rule().name());
        document.put("by", Map.of("id", one.by().id(), "name", one.by().name()));
        return document;
    }
}
