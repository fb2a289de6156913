package esg.esg.drill;

/** Why a drill could not be done to its end, in words for the operator. */
public final class DrillFailure extends Exception {
    private static final long serialVersionUID = 1;

    DrillFailure(String message) {
        super(message);
    }

    DrillFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
