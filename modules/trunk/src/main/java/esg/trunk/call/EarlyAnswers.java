package esg.trunk.call;

import esg.sip.message.SipResponse;

/**
 * What the caller hears while several phones ring: an answer that says something else than the one before, and no session until one of them has the call. The
 * winner may be another than the one that plays something, and in one dialog a caller may ignore a second session (RFC 3261 §13.2.1).
 */
final class EarlyAnswers {
    /** How much of an answer is told. */
    enum Part {
        WHOLE,
        /** Its status, without the session. */
        STATUS,
        NOTHING
    }

    private int told;

    Part of(SipResponse provisional) {
        int before = told;
        told = provisional.status();
        return told == before ? Part.NOTHING : Part.STATUS;
    }
}
