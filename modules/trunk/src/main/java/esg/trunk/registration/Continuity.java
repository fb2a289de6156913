package esg.trunk.registration;

import esg.cluster.wire.Wire;
import esg.sip.digest.DigestSession;
import java.time.Instant;
import java.util.List;

/**
 * What of a registration outlives the actor, so that another one goes on where this one ended (REG-06): the dialogue with the registrar.
 *
 * @param binding {@link Registrant#binding()} it belongs to; "" when there is none
 * @param cseq last one used
 * @param contact URI bound
 * @param granted seconds; 0 when nothing is bound
 * @param at when it was granted
 * @param sessions digest answers that were accepted, as last used
 */
public record Continuity(
        String binding,
        String callId,
        String fromTag,
        long cseq,
        String contact,
        int granted,
        Instant at,
        List<DigestSession> sessions)
        implements Wire {
    /** REGISTERs that may go out unsaved: more than are lost while a database is away for an hour. */
    static final int BLOCK = 100;

    public static final Continuity NONE = new Continuity("", "", "", 0, "", 0, Instant.EPOCH, List.of());

    public Continuity {
        sessions = List.copyOf(sessions);
    }

    /** Another dialogue, its tag and CSeq by chance. */
    static Continuity begin(Registrant registrant, String callId) {
        return new Continuity(
                registrant.binding(), callId, Tokens.tag(), Tokens.cseq(), "", 0, Instant.EPOCH, List.of());
    }

    Continuity nextCseq() {
        return new Continuity(binding, callId, fromTag, cseq + 1, contact, granted, at, sessions);
    }

    Continuity bound(String to, int seconds, Instant now, List<DigestSession> accepted) {
        return new Continuity(binding, callId, fromTag, cseq, to, seconds, now, accepted);
    }

    Continuity removed() {
        return new Continuity(binding, callId, fromTag, cseq, contact, 0, at, sessions);
    }

    Continuity with(List<DigestSession> others) {
        return new Continuity(binding, callId, fromTag, cseq, contact, granted, at, others);
    }

    /** Our binding at the registrar runs out then. */
    Instant boundUntil() {
        return at.plusSeconds(granted);
    }

    /** The form to save: whoever continues from it repeats no CSeq and no nonce count, however this actor ends. */
    Continuity reserved() {
        var ahead = sessions.stream()
                .map(one -> new DigestSession(one.challenge(), one.cnonce(), one.nc() + BLOCK))
                .toList();
        return new Continuity(binding, callId, fromTag, cseq + BLOCK, contact, granted, at, ahead);
    }

    /**
     * Whether half of what was reserved is used up; nonce counts grow no faster than CSeq. A dialogue that was never saved has nothing to
     * lose: without a binding another one may begin.
     */
    boolean outgrows(Continuity saved) {
        return saved.callId.equals(callId) && cseq + BLOCK / 2 > saved.cseq;
    }
}
