package esg.trunk.leg;

import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import org.jspecify.annotations.Nullable;

/** Repeats a 2xx to an INVITE until its ACK comes, over any transport; gives up after 64*T1 (RFC 3261 §13.3.1.4). */
public final class OkUntilAck {
    private final Loop loop;
    private final ServerTransaction invite;
    private @Nullable SipResponse ok; // until it is acknowledged
    private final Timing timing;
    private final Runnable givenUp;
    private long interval;
    private long waited;
    private @Nullable Cancellable timer;

    /**
     * Sends it for the first time. All happens on the loop of the call.
     *
     * @param givenUp run when no ACK has come
     */
    public OkUntilAck(Loop loop, ServerTransaction invite, SipResponse ok, Timing timing, Runnable givenUp) {
        this.loop = loop;
        this.invite = invite;
        this.ok = ok;
        this.timing = timing;
        this.givenUp = givenUp;
        this.interval = timing.t1Millis();
        invite.respond(ok);
        again();
    }

    /** The ACK is there. */
    public void stop() {
        if (timer != null) timer.cancel();
        timer = null;
        ok = null;
    }

    private void again() {
        timer = loop.after(interval, () -> {
            waited += interval;
            if (waited >= 64 * timing.t1Millis()) {
                timer = null;
                givenUp.run();
                return;
            }
            if (ok != null) invite.respond(ok);
            interval = Math.min(2 * interval, timing.t2Millis());
            again();
        });
    }
}
