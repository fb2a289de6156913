package esg.esg.explain;

/** The node did not say what was asked; the message says why, for the operator. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
        super(message);
    }
}
