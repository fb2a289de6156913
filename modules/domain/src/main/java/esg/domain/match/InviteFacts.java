package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;

/**
 * The six fields that name the account (INC-12): users without escapes, "" where there is none; hosts without port and
 * parameters.
 */
public record InviteFacts(
        String toUser, String toHost, String fromUser, String fromHost, String contactUser, String contactHost) {
    /** As accounts are compared with them: users that are looked for without escapes, hosts in one spelling. */
    public InviteFacts canonical() {
        return new InviteFacts(
                Pattern.unescaped(toUser),
                Hosts.canonical(toHost),
                fromUser,
                Hosts.canonical(fromHost),
                Pattern.unescaped(contactUser),
                Hosts.canonical(contactHost));
    }
}
