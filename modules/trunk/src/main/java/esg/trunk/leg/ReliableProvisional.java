package esg.trunk.leg;

import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Our reliable provisional answers to an INVITE (RFC 3262 §3): numbered in a row, one on its way at a time, repeated until its PRACK comes.
 * All happens on the loop of the call.
 */
public final class ReliableProvisional {
    /**
     * Which answer of the far end one of ours tells.
     *
     * @param leg the far end's
     */
    public record Origin(Leg leg, SipResponse response) {
        /** What a PRACK in that leg says. */
        public RAck rack() {
            return new RAck(Relay.rseq(response), response.cseq(), "INVITE");
        }
    }

    /**
     * One of ours.
     *
     * @param session whether it holds a session description, which is an offer or an answer then (§5)
     * @param origin null where the PRACK concerns nobody else
     */
    public record Told(
            long rseq,
            SipResponse answer,
            boolean session,
            @Nullable Origin origin) {}

    private final Loop loop;
    private final ServerTransaction invite;
    private final long t1Millis;
    private final Runnable givenUp;
    private final ArrayDeque<Told> waiting = new ArrayDeque<>(1); // the first of them is on its way
    private long next = ThreadLocalRandom.current().nextInt(1, 10_000);
    private long interval;
    private long waited;
    private @Nullable Cancellable timer;
    private @Nullable Runnable then; // the INVITE's 2xx, while a session is not acknowledged

    /** @param givenUp run when no PRACK has come for 64*T1 */
    public ReliableProvisional(Loop loop, ServerTransaction invite, long t1Millis, Runnable givenUp) {
        this.loop = loop;
        this.invite = invite;
        this.t1Millis = t1Millis;
        this.givenUp = givenUp;
    }

    /** Sends one, at once or when those before it are acknowledged. {@code written} is given its RSeq. */
    public void send(LongFunction<SipResponse> written, boolean session, @Nullable Origin origin) {
        long rseq = next++;
        waiting.add(new Told(rseq, written.apply(rseq), session, origin));
        if (waiting.size() == 1) begin();
    }

    /** Takes a PRACK, which {@link #goOn} is to follow; null when it acknowledges nothing that is on its way. */
    public @Nullable Told acknowledged(SipRequest prack) {
        var rack = RAck.of(prack);
        var first = waiting.peek();
        if (rack == null || first == null || rack.rseq() != first.rseq || !isOurs(rack)) return null;
        waiting.remove();
        stopTimer();
        return first;
    }

    /** Sends what waited for the PRACK, which by now is answered. */
    public void goOn() {
        var accepted = then;
        if (accepted != null) finish(accepted);
        else if (!waiting.isEmpty()) begin();
    }

    /** Whether it speaks of the INVITE at all, and not of a later one. */
    public boolean isOurs(RAck rack) {
        return rack.cseq() == invite.request().cseq() && rack.method().equals("INVITE");
    }

    /**
     * The INVITE is accepted: its 2xx waits for the PRACK of a session (§3). What is not sent yet never will be; a PRACK for what is still
     * finds us.
     */
    public void accept(Runnable sendOk) {
        while (waiting.size() > 1) waiting.removeLast();
        finish(sendOk);
    }

    private void finish(Runnable sendOk) {
        var first = waiting.peek();
        if (first != null && first.session) {
            then = sendOk;
            return;
        }
        then = null;
        stopTimer();
        sendOk.run();
    }

    /** There is nothing more to tell. */
    public void stop() {
        stopTimer();
        then = null;
    }

    private void begin() {
        interval = t1Millis;
        waited = 0;
        repeat();
    }

    private void repeat() {
        var first = waiting.peek();
        if (first == null) return;
        invite.respond(first.answer);
        long pause = Math.min(interval, 64 * t1Millis - waited);
        timer = loop.after(pause, () -> {
            waited += pause;
            interval *= 2;
            if (waited < 64 * t1Millis) {
                repeat();
                return;
            }
            timer = null;
            givenUp.run();
        });
    }

    private void stopTimer() {
        if (timer != null) timer.cancel();
        timer = null;
    }
}
