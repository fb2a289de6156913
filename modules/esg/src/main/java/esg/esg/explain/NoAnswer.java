package esg.esg.explain;

/** The node did not say what was asked; the message says why, for the operator. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    NoAnswer(String message) {
        this(message, 0);
    }

    /** @param status of the node's answer */
    NoAnswer(String message, int status) {
        super(message);
        this.status = status;
    }

    /** 0 when the node did not answer at all. */
    public int status() {
        return status;
    }
}
