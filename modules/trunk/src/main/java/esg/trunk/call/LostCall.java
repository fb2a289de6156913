package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.trunk.call.RingingCall.Loose;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks for a call that was being set up by a node that has died: 503 to its caller is better than silence, CANCEL to its callee better than ringing on. */
public final class LostCall {
    private static final Logger log = LoggerFactory.getLogger(LostCall.class);
    /** Milliseconds from now: what its ends say to it goes to the dead node, so each is told unasked. */
    private static final long[] REPEATS = {0, 500, 1_500};

    private static final int RETRY_AFTER = 1;

    private LostCall() {}

    /** Tells both ends. Any thread. */
    public static void giveUp(SipEdge edge, RingingCall call) {
        log.info("call of a dead node is given up callid={} account={}", call.id(), call.account());
        say(edge, call, call.caller(), (invite, flow) -> edge.refuse(invite, flow, Rejection.NODE_LOST, RETRY_AFTER));
        say(edge, call, call.callee(), edge::takeBack);
        for (var other : call.others()) say(edge, call, other, edge::takeBack);
    }

    private static void say(SipEdge edge, RingingCall call, @Nullable Loose loose, BiConsumer<SipRequest, Flow> say) {
        if (loose == null) return;
        if (!(MessageParser.parse(loose.request()) instanceof Parsed(SipRequest request))) {
            throw new IllegalArgumentException("call " + call.id() + " was kept with a request that cannot be read");
        }
        var remote = new InetSocketAddress(InetAddress.ofLiteral(loose.host()), loose.port());
        var flow = edge.transport().flow(loose.side(), new Hop(loose.transport(), remote, loose.name()), "");
        if (flow == null) {
            log.warn("end of a lost call not told callid={} peer={} reason=no-listener", call.id(), remote);
            return;
        }
        var loop = edge.loopOf(request.callId());
        loop.execute(() -> {
            for (long after : REPEATS) {
                var _ = loop.after(after, () -> say.accept(request, flow));
            }
        });
    }
}
