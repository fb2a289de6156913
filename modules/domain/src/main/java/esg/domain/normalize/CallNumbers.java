package esg.domain.normalize;

import org.jspecify.annotations.Nullable;

/**
 * Names and numbers of a call, as in its INVITE; users unescaped, "" where there is none.
 *
 * @param fromName display name of From, "" if none
 * @param calledParty original called number for P-Called-Party-ID (RFC 7315 §4.2); null = header not sent
 */
public record CallNumbers(
        String fromUser,
        String fromName,
        String fromDomain,
        String toUser,
        String toDomain,
        String ruriUser,
        @Nullable String calledParty) {
    /** The same call to another number, in To and Request-URI. */
    public CallNumbers to(String user) {
        return new CallNumbers(fromUser, fromName, fromDomain, user, toDomain, user, calledParty);
    }

    /** The same call to the same number of another domain, in To. */
    public CallNumbers at(String domain) {
        return new CallNumbers(fromUser, fromName, fromDomain, toUser, domain, ruriUser, calledParty);
    }

    /** The same call from somebody else. */
    public CallNumbers from(String user, String name, String domain) {
        return new CallNumbers(user, name, domain, toUser, toDomain, ruriUser, calledParty);
    }
}
