package esg.trunk.call;

import esg.sip.message.SipResponse;
import java.util.HashSet;
import java.util.Set;

/**
 * What the caller hears while several phones ring: each kind of answer once, and no session before one of them has the call. The
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

    private final Set<Integer> told = new HashSet<>();

    Part of(SipResponse provisional) {
        return told.add(provisional.status()) ? Part.STATUS : Part.NOTHING;
    }
}
