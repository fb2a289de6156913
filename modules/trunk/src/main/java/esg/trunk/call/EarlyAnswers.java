package esg.trunk.call;

import esg.sip.message.SipResponse;
import java.util.HashSet;
import java.util.Set;

/**
 * What the caller hears while several phones ring: each kind of answer once, and the session of one phone alone, for it cannot know that
 * there are more.
 */
final class EarlyAnswers {
    /** How much of an answer is told. */
    enum Part {
        WHOLE,
        /** Its status, without the session. */
        STATUS,
        NOTHING
    }

    private static final int NOBODY = -1;

    private final Set<Integer> told = new HashSet<>();
    private int speaks = NOBODY; // whose session the caller has

    /** @param branch that gave it */
    Part of(int branch, SipResponse provisional) {
        boolean first = told.add(provisional.status());
        boolean session = provisional.bodyLength() > 0;
        if (session && speaks == NOBODY) speaks = branch;
        if (session && speaks == branch) return Part.WHOLE;
        if (!first) return Part.NOTHING;
        return session ? Part.STATUS : Part.WHOLE;
    }
}
