package esg.admin.access;

import esg.domain.access.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do what. What a role sees of a path that it may ask is narrowed to its domain by whoever answers there. */
public final class Permissions {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final String DOMAIN = "{d}";
    private static final String ALL_BELOW = "**";

    /** Whose a path is. */
    enum Owner {
        /** Nobody's: whether a token is needed says the path itself. */
        OPEN,
        /** The platform's: looked at by those who see all domains, changed by an admin. */
        PLATFORM,
        /** A domain's: looked at by all, changed by its admin. */
        TENANT,
        /** A domain's, and whatever the method, nothing is changed. */
        TRIAL
    }

    /**
     * Whose some paths are.
     *
     * @param template of paths; {@code {d}} stands for the domain a path is of, {@code **} for nothing and for all below
     */
    record Rule(String template, Owner owner) {}

    /** The first that fits counts. What none fits is an admin's alone. */
    static final List<Rule> RULES = List.of(
            new Rule("/api/session", Owner.OPEN),
            new Rule("/metrics", Owner.PLATFORM),
            new Rule("/rest/v1/master/domains/{d}/export", Owner.TENANT),
            new Rule("/rest/v1/master/domains/{d}/import", Owner.TENANT),
            new Rule("/rest/v1/master/domains/**", Owner.PLATFORM),
            new Rule("/rest/v1/master/borderrules/**", Owner.PLATFORM),
            new Rule("/rest/v1/master/bans/**", Owner.PLATFORM),
            new Rule("/rest/v1/master/nodes/**", Owner.PLATFORM),
            new Rule("/rest/v1/master/tokens/**", Owner.PLATFORM),
            new Rule("/rest/v1/master/audit", Owner.PLATFORM),
            new Rule("/rest/v1/uc/providers/**", Owner.TENANT),
            new Rule("/rest/v1/uc/subscribers/**", Owner.TENANT),
            new Rule("/rest/v1/uc/normalizationrules/**", Owner.TENANT),
            new Rule("/rest/v1/uc/routes/**", Owner.TENANT),
            new Rule("/rest/v1/uc/records/**", Owner.TENANT),
            new Rule("/api/monitor/v1/esg/active", Owner.TENANT),
            new Rule("/api/monitor/v1/calls/**", Owner.TENANT),
            new Rule("/api/monitor/v1/bindings", Owner.TENANT),
            new Rule("/api/monitor/v1/providers", Owner.TENANT),
            new Rule("/api/monitor/v1/providers/{d}/**", Owner.TENANT),
            new Rule("/api/monitor/v1/border", Owner.PLATFORM),
            new Rule("/api/monitor/v1/refused/**", Owner.PLATFORM), // they fit no account, so no domain
            new Rule("/api/test/v1/substitution", Owner.TRIAL),
            new Rule("/api/test/v1/match", Owner.TRIAL),
            new Rule("/api/test/v1/conflicts", Owner.TRIAL),
            new Rule("/api/events", Owner.TENANT));

    /** What becomes of a request. */
    public sealed interface Verdict {
        record Allowed() implements Verdict {}

        /**
         * They may not.
         *
         * @param roles that may, in words
         */
        record Needs(String roles) implements Verdict {}

        /** It is about another domain than theirs. */
        record Elsewhere(String d) implements Verdict {}
    }

    private Permissions() {}

    /**
     * Whether they may.
     *
     * @param path as it was sent, escaped
     * @param d the domain the request names; null for none
     */
    public static Verdict of(Principal by, String method, String path, @Nullable String d) {
        if (by.role() == Role.ADMIN) return new Verdict.Allowed();
        var rule = rule(path).orElse(null);
        if (rule == null) return new Verdict.Needs("admin");
        boolean reads = READS.contains(method);
        return switch (rule.owner()) {
            case OPEN -> new Verdict.Allowed();
            case PLATFORM -> {
                if (!reads) yield new Verdict.Needs("admin");
                yield by.isNarrowed() ? new Verdict.Needs("admin, or viewer of all domains") : new Verdict.Allowed();
            }
            case TENANT ->
                reads || by.role() == Role.DOMAIN_ADMIN
                        ? within(by, rule, path, d)
                        : new Verdict.Needs("domainadmin or admin");
            case TRIAL -> within(by, rule, path, d);
        };
    }

    private static Verdict within(Principal by, Rule rule, String path, @Nullable String d) {
        var named = domain(rule, path);
        if (named.isPresent() && !by.sees(named.get())) return new Verdict.Elsewhere(named.get());
        return d == null || by.sees(d) ? new Verdict.Allowed() : new Verdict.Elsewhere(d);
    }

    static Optional<Rule> rule(String path) {
        return RULES.stream().filter(rule -> fits(rule.template(), path)).findFirst();
    }

    private static boolean fits(String template, String path) {
        var wanted = template.split("/", -1);
        var given = path.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(ALL_BELOW)) return true;
            if (i >= given.length || given[i].isEmpty() != wanted[i].isEmpty()) return false;
            if (!wanted[i].equals(DOMAIN) && !wanted[i].equals(given[i])) return false;
        }
        return wanted.length == given.length;
    }

    private static Optional<String> domain(Rule rule, String path) {
        int at = List.of(rule.template().split("/", -1)).indexOf(DOMAIN);
        if (at < 0) return Optional.empty();
        var segment = path.split("/", -1)[at];
        return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
