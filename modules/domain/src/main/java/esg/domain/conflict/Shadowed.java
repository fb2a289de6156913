package esg.domain.conflict;

/**
 * A rule that can never apply, and the one before it that takes everything it would take.
 *
 * @param kind border, route or normalization
 * @param d "" for rules of the whole platform
 */
public record Shadowed(Kind kind, String d, Rule rule, Rule by) {
    public enum Kind {
        BORDER,
        ROUTE,
        NORMALIZATION
    }

    /** What a rule is called. */
    public record Rule(String id, String name) {}
}
