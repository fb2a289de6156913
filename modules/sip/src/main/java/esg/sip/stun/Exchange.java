package esg.sip.stun;

import esg.sip.transport.Cancellable;
import esg.sip.transport.Flow;
import esg.sip.transport.Loop;
import esg.sip.transport.SipTransport;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to one server, repeated until it is answered or has had its time (RFC 5389 §7.2.1). On one loop. */
final class Exchange {
    private static final long FIRST_WAIT_MILLIS = 500;

    private final SipTransport sockets;
    private final Loop loop;
    private final Question question;
    private final Consumer<@Nullable StunMessage> told;
    private long wait = FIRST_WAIT_MILLIS;
    private long left;
    private @Nullable Cancellable timer;
    private boolean over;

    /** @param millis after which no answer is waited for */
    record Question(Flow flow, String transaction, long millis) {}

    /** @param told once: the answer, or null when there was none */
    Exchange(SipTransport sockets, Loop loop, Question question, Consumer<@Nullable StunMessage> told) {
        this.sockets = sockets;
        this.loop = loop;
        this.question = question;
        this.told = told;
        this.left = question.millis;
    }

    void ask() {
        if (left <= 0) {
            end(null);
            return;
        }
        // What is lost is asked again.
        sockets.send(question.flow, StunMessage.bindingRequest(question.transaction), _ -> {});
        long pause = Math.min(wait, left);
        left -= pause;
        wait *= 2;
        timer = loop.after(pause, this::ask);
    }

    /** Any thread. */
    boolean isWith(InetSocketAddress server) {
        return question.flow.remote().equals(server);
    }

    /** Any thread. */
    void answered(StunMessage answer) {
        loop.execute(() -> {
            if (timer != null) timer.cancel();
            end(answer);
        });
    }

    private void end(@Nullable StunMessage answer) {
        if (over) return;
        over = true;
        told.accept(answer);
    }
}
