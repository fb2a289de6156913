package esg.domain.match;

/**
 * The six fields that name the account (INC-12): users without escapes, "" where there is none; hosts without port and
 * parameters.
 */
public record InviteFacts(
        String toUser, String toHost, String fromUser, String fromHost, String contactUser, String contactHost) {}
