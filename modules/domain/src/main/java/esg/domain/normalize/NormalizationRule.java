package esg.domain.normalize;

import esg.domain.pattern.Pattern;

/**
 * A rule of a domain for numbers that cross between a provider's number plan and its own (NRM-01, NRM-02), fields as in its document
 * (design §4); checked by {@link NormalizationForm}.
 *
 * @param priority lowest number first, then by id; the first rule that fits applies, and no other
 * @param providercode code of the account
 */
public record NormalizationRule(
        String id,
        String d,
        String name,
        boolean enabled,
        int priority,
        Direction direction,
        Pattern providercode,
        Numbers match,
        Substitutions set) {

    /** Users a call must have: of From, of To, of the Request-URI; as the caller wrote them, without escapes. */
    public record Numbers(Pattern from, Pattern to, Pattern ruri) {}

    public NormalizationRule withId(String newId) {
        return new NormalizationRule(newId, d, name, enabled, priority, direction, providercode, match, set);
    }
}
