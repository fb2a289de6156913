package esg.domain.match;

/** The six steps of the search, in their order (INC-03). */
public enum Step {
    REG_TO("1.1", true),
    REG_TO_USER_FROM_HOST("1.2", true),
    REG_CONTACT("1.3", true),
    P2P_CONTACT("2.1", false),
    P2P_EMPTY_USER_CONTACT("2.2", false),
    P2P_TO_USER_FROM_HOST("2.3", false);

    private final String label;
    private final boolean registration;

    Step(String label, boolean registration) {
        this.label = label;
        this.registration = registration;
    }

    /** As the original numbers it, "1.1" to "2.3". */
    public String label() {
        return label;
    }

    /** Whether it looks among accounts with registration, else among point-to-point ones. */
    public boolean registration() {
        return registration;
    }

    /** The user that this step looks for. */
    public String user(InviteFacts facts) {
        return switch (this) {
            case REG_TO, REG_TO_USER_FROM_HOST, P2P_TO_USER_FROM_HOST -> facts.toUser();
            case REG_CONTACT, P2P_CONTACT -> facts.contactUser();
            case P2P_EMPTY_USER_CONTACT -> "";
        };
    }

    /** The host that this step looks for. */
    public String host(InviteFacts facts) {
        return switch (this) {
            case REG_TO -> facts.toHost();
            case REG_TO_USER_FROM_HOST, P2P_TO_USER_FROM_HOST -> facts.fromHost();
            case REG_CONTACT, P2P_CONTACT, P2P_EMPTY_USER_CONTACT -> facts.contactHost();
        };
    }
}
