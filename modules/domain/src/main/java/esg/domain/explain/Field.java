package esg.domain.explain;

import esg.domain.match.InviteFacts;
import esg.domain.match.Step;

/** The six fields to look at (INC-12). */
public enum Field {
    TO_USER("touser"),
    TO_HOST("tohost"),
    FROM_USER("fromuser"),
    FROM_HOST("fromhost"),
    CONTACT_USER("contactuser"),
    CONTACT_HOST("contacthost");

    private final String token;

    Field(String token) {
        this.token = token;
    }

    /** Its name in documents. */
    public String token() {
        return token;
    }

    public String of(InviteFacts facts) {
        return switch (this) {
            case TO_USER -> facts.toUser();
            case TO_HOST -> facts.toHost();
            case FROM_USER -> facts.fromUser();
            case FROM_HOST -> facts.fromHost();
            case CONTACT_USER -> facts.contactUser();
            case CONTACT_HOST -> facts.contactHost();
        };
    }

    /** Where a step takes its user from; of step 2.2, which asks for none, the one it leaves out. */
    static Field userOf(Step step) {
        return switch (step) {
            case REG_TO, REG_TO_USER_FROM_HOST, P2P_TO_USER_FROM_HOST -> TO_USER;
            case REG_CONTACT, P2P_CONTACT, P2P_EMPTY_USER_CONTACT -> CONTACT_USER;
        };
    }

    static Field hostOf(Step step) {
        return switch (step) {
            case REG_TO -> TO_HOST;
            case REG_TO_USER_FROM_HOST, P2P_TO_USER_FROM_HOST -> FROM_HOST;
            case REG_CONTACT, P2P_CONTACT, P2P_EMPTY_USER_CONTACT -> CONTACT_HOST;
        };
    }
}
