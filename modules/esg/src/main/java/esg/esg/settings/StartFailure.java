package esg.esg.settings;

/** Why a node cannot start, in words for the operator: what is wrong, where, and why. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
