package esg.domain.normalize;

import esg.domain.account.Account;
import esg.domain.account.CallOptions.Identity;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a call to a provider says who calls, as its account has it: after the rules, since the number that is told is that of the
 * provider's plan, and what a rule writes stands.
 */
public final class CallerIdentity {
    private static final String ASSERTED = "P-Asserted-Identity";
    private static final String REMOTE_PARTY = "Remote-Party-ID";
    private static final String PREFERRED = "P-Preferred-Identity";
    private static final String PRIVACY = "Privacy";
    private static final String ANONYMOUS = "anonymous";

    private CallerIdentity() {}

    /**
     * What the caller said beside its From.
     *
     * @param hidden those it calls are not to learn its number (RFC 3323)
     * @param number that the inside asserts, for a From that tells none; "" when there is none
     */
    public record Wish(boolean hidden, String number) {
        public static final Wish NONE = new Wish(false, "");
    }

    /** The call as it leaves by the account. */
    public static Normalized apply(Account account, Normalized normalized, Wish wish) {
        var where = account.opts().calls().identity();
        if (where == Identity.FROM) return normalized;
        var numbers = normalized.numbers();
        boolean nameless = numbers.fromUser().isEmpty() || numbers.fromUser().equalsIgnoreCase(ANONYMOUS);
        boolean hidden = wish.hidden || nameless;
        var caller = nameless ? withNumber(numbers, wish.number.isEmpty() ? account.username() : wish.number) : numbers;

        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(normalized.headers());
        headers.putIfAbsent(ASSERTED, where == Identity.PAI ? identity(caller) : "");
        headers.putIfAbsent(REMOTE_PARTY, where == Identity.RPID ? remoteParty(caller, hidden) : "");
        headers.putIfAbsent(PREFERRED, "");
        if (hidden) headers.putIfAbsent(PRIVACY, "id");
        return new Normalized(from(account, numbers, hidden), headers, normalized.rule());
    }

    private static CallNumbers withNumber(CallNumbers numbers, String number) {
        return numbers.from(number, "", numbers.fromDomain());
    }

    /** RFC 3323 §4.1.1.3 for one that is hidden; an account without a user name tells the caller's own number. */
    private static CallNumbers from(Account account, CallNumbers numbers, boolean hidden) {
        if (hidden) return numbers.from(ANONYMOUS, "Anonymous", "anonymous.invalid");
        if (account.username().isEmpty()) return numbers;
        return numbers.from(account.username(), numbers.fromName(), account.domain());
    }

    /** RFC 3325 §9.1. */
    private static String identity(CallNumbers caller) {
        if (caller.fromUser().isEmpty()) return "";
        var name = caller.fromName().replace("\\", "\\\\").replace("\"", "\\\"");
        return (name.isEmpty() ? "" : "\"" + name + "\" ") + "<sip:" + Users.escaped(caller.fromUser()) + "@"
                + Normalizer.bracketed(caller.fromDomain()) + ">";
    }

    /** As draft-ietf-sip-privacy-04 §8.1 has it, which never became an RFC. */
    private static String remoteParty(CallNumbers caller, boolean hidden) {
        var identity = identity(caller);
        return identity.isEmpty() ? "" : identity + ";party=calling;screen=yes;privacy=" + (hidden ? "full" : "off");
    }
}
