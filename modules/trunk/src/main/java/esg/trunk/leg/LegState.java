package esg.trunk.leg;

import esg.cluster.wire.Wire;
import esg.sip.digest.DigestSession;
import esg.sip.transport.Side;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dialog as another node needs it to go on with it (RFC 3261 §12).
 *
 * @param contact header value of ours; the other node writes its own, with the same user
 * @param local From value of our requests, without tag
 * @param remote To value of our requests, without tag
 * @param cseq last number used when this was written; {@code remoteCseq} the last of the peer, -1 when it has used none
 * @param routes URIs, in the order of our Route fields
 * @param digests challenges in use
 * @param rewritten header fields that a normalization rule writes; see {@link Attempt}
 * @param peer name the far end has to prove over TLS; "" for none
 * @param session what was agreed on about refreshing it
 */
public record LegState(
        Side side,
        String listener,
        String callId,
        String localTag,
        String contact,
        String local,
        String remote,
        @Nullable String remoteTag,
        long cseq,
        long remoteCseq,
        String target,
        List<String> routes,
        List<DigestSession> digests,
        Map<String, String> rewritten,
        String peer,
        SessionTimer.State session)
        implements Wire {
    public LegState {
        routes = List.copyOf(routes);
        digests = List.copyOf(digests);
        rewritten = Map.copyOf(rewritten);
        peer = Objects.requireNonNullElse(peer, ""); // older nodes tell none
        session = Objects.requireNonNullElse(session, SessionTimer.State.NONE); // nor that
    }
}
