package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.transaction.SipEdge;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers, from here, a caller whose call was being set up by a node that has died: 503 is better than silence. */
public final class LostCaller {
    private static final Logger log = LoggerFactory.getLogger(LostCaller.class);
    /** Milliseconds from now: its ACK goes to the dead node, so the answer is repeated unasked. */
    private static final long[] REPEATS = {0, 500, 1_500};

    private static final int RETRY_AFTER = 1;

    private LostCaller() {}

    /** Sends the 503 with Retry-After. Any thread. */
    public static void refuse(SipEdge edge, RingingCall call) {
        if (!(MessageParser.parse(call.invite()) instanceof Parsed(SipRequest invite))) {
            throw new IllegalArgumentException("call " + call.id() + " was kept with an INVITE that cannot be read");
        }
        var remote = new InetSocketAddress(InetAddress.ofLiteral(call.host()), call.port());
        var flow = edge.transport().flow(call.side(), call.transport(), remote, "");
        if (flow == null) {
            log.warn("caller not told that its node died callid={} reason=no-listener", call.id());
            return;
        }
        log.info("caller is told that its node died callid={} account={}", call.id(), call.account());
        var loop = edge.loopOf(invite.callId());
        loop.execute(() -> {
            for (long after : REPEATS) {
                var _ = loop.after(after, () -> edge.refuse(invite, flow, Rejection.NODE_LOST, RETRY_AFTER));
            }
        });
    }
}
