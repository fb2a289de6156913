package esg.sip.locate;

/** A name that leads nowhere; the message names it and says why. */
public final class LocateFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LocateFailure(String message) {
        super(message);
    }

    public LocateFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
