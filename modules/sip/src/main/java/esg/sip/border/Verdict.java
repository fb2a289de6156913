package esg.sip.border;

/** What becomes of a message that was looked into. */
public sealed interface Verdict {
    Verdict PASS = new Pass();
    Verdict DROP = new Drop();

    record Pass() implements Verdict {}

    /** Forgotten without an answer. */
    record Drop() implements Verdict {}

    /**
     * A request to be answered.
     *
     * @param code SIP status, 400 to 699
     * @param reason what the rule says; "" when it leaves that to us
     */
    record Reject(int code, String reason) implements Verdict {}
}
