package esg.sip.stun;

import esg.sip.transport.Cancellable;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;
import esg.sip.transport.SipTransport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to one server, repeated until it is answered or has had its time (RFC 5389 §7.2.1). On one loop. */
final class Exchange {
    private static final long FIRST_WAIT_MILLIS = 500;
    /** Five questions in 15.5 s instead of seven in 39.5 s: there may be another server to ask. */
    private static final long LAST_WAIT_MILLIS = 8_000;

    private final SipTransport sockets;
    private final Loop loop;
    private final Flow flow;
    private final String transaction;
    private final Consumer<@Nullable StunMessage> told;
    private long wait = FIRST_WAIT_MILLIS;
    private @Nullable Cancellable timer;
    private boolean over;

    /** @param told once: the answer, or null when there was none */
    Exchange(SipTransport sockets, Loop loop, Flow flow, String transaction, Consumer<@Nullable StunMessage> told) {
        this.sockets = sockets;
        this.loop = loop;
        this.flow = flow;
        this.transaction = transaction;
        this.told = told;
    }

    void ask() {
        if (wait > LAST_WAIT_MILLIS) {
            end(null);
            return;
        }
        sockets.send(flow, StunMessage.bindingRequest(transaction), _ -> {}); // what is lost is asked again
        timer = loop.after(wait, this::ask);
        wait *= 2;
    }

    void answered(StunMessage answer) {
        if (timer != null) timer.cancel();
        end(answer);
    }

    private void end(@Nullable StunMessage answer) {
        if (over) return;
        over = true;
        told.accept(answer);
    }
}
