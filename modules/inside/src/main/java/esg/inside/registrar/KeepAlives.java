package esg.inside.registrar;

import esg.sip.transport.SipTransport;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds open the ways that phones have opened to this node, through a NAT or by a connection: CRLFs, which nobody has to answer. RFC 5626 §3.5.1
 * leaves that to phones, and many do not do it. Every second some of them have their turn.
 */
final class KeepAlives implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeepAlives.class);

    private final Bindings bindings;
    private final Reaching reaching;
    private final SipTransport sockets;
    private final int turns;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("esg-keep-alives").daemon().factory());
    private int turn;

    private KeepAlives(Bindings bindings, Reaching reaching, SipTransport sockets, int turns) {
        this.bindings = bindings;
        this.reaching = reaching;
        this.sockets = sockets;
        this.turns = turns;
    }

    /** @param interval of whole seconds; 0: none are sent */
    static KeepAlives start(Bindings bindings, Reaching reaching, SipTransport sockets, Duration interval) {
        var keepAlives = new KeepAlives(bindings, reaching, sockets, Math.toIntExact(interval.toSeconds()));
        if (keepAlives.turns > 0) {
            var _ = keepAlives.thread.scheduleAtFixedRate(keepAlives::send, 1, 1, TimeUnit.SECONDS);
        }
        return keepAlives;
    }

    private void send() {
        try {
            turn = (turn + 1) % turns;
            for (var binding : bindings.share(turn, turns)) {
                var flow = reaching.opened(binding);
                if (flow != null)
                    sockets.keepAlive(flow, _ -> {}); // a connection that is gone is the phone's to open again
            }
        } catch (RuntimeException bug) { // must not end them
            log.error("keep-alives cannot be sent", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
