package esg.domain.border;

/**
 * A rule of the border filter, fields as in its document (design §4); checked by {@link BorderForm}.
 *
 * @param priority lowest number first, then by id; the first rule that fits decides
 * @param denymode how a packet is denied; means nothing for a rule that allows
 * @param code SIP status of a denial that answers
 * @param reason text of its Reason header; empty = our own
 */
public record BorderRule(
        String id,
        String name,
        boolean enabled,
        int priority,
        BorderMatch match,
        Action action,
        DenyMode denymode,
        int code,
        String reason) {

    /** What happens to a packet that fits. */
    public enum Action {
        ALLOW,
        DENY
    }

    /** BRD-02. Responses and ACKs that are denied are always dropped: nothing answers them. */
    public enum DenyMode {
        /** No answer at all: a scanner is not to learn that somebody is here (SEC-02). */
        DROP,
        /** A request is answered with {@code code}. */
        REJECT
    }

    public BorderRule withId(String newId) {
        return new BorderRule(newId, name, enabled, priority, match, action, denymode, code, reason);
    }

    /** Whether it drops what fits, by the address alone. */
    public boolean isDrop() {
        return action == Action.DENY && denymode == DenyMode.DROP;
    }
}
