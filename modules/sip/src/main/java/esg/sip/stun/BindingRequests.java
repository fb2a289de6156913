package esg.sip.stun;

import esg.sip.transport.Flow;
import esg.sip.transport.SipTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binding requests from a node's SIP sockets, and the answers to them (RFC 5389 §7). The only one who takes STUN messages there, so whoever
 * has something to ask asks here. Any thread.
 */
public final class BindingRequests {
    private final SipTransport sockets;
    private final ConcurrentMap<String, Exchange> open = new ConcurrentHashMap<>();

    private BindingRequests(SipTransport sockets) {
        this.sockets = sockets;
    }

    /** From these sockets, for as long as they are open. */
    public static BindingRequests over(SipTransport sockets) {
        var requests = new BindingRequests(sockets);
        sockets.handleStun(requests::received);
        return requests;
    }

    SipTransport sockets() {
        return sockets;
    }

    /**
     * Asks whether anybody answers there. A refusal is an answer too: who refuses is there.
     *
     * @param flow over UDP; from its socket it is asked, so that the way back stays open for SIP
     * @param lost told once, on an I/O thread: null when an answer came, else why not
     */
    public void ping(Flow flow, Duration within, Consumer<@Nullable String> lost) {
        ask(flow, within, answer -> lost.accept(answer == null ? "no answer" : null));
    }

    /** @param told once, on an I/O thread: the answer, or null when there was none in time */
    void ask(Flow flow, Duration within, Consumer<@Nullable StunMessage> told) {
        var transaction = StunMessage.newTransaction();
        var loop = sockets.loop(Math.floorMod(transaction.hashCode(), sockets.loops()));
        var question = new Exchange.Question(flow, transaction, within.toMillis());
        var exchange = new Exchange(sockets, loop, question, answer -> {
            open.remove(transaction);
            told.accept(answer);
        });
        open.put(transaction, exchange);
        loop.execute(exchange::ask);
    }

    /** On whatever loop read it; anybody may send anything, so what nobody waits for goes no further. */
    private void received(InetSocketAddress source, byte[] datagram) {
        var answer = StunMessage.read(datagram);
        if (answer == null) return;
        var exchange = open.get(transaction(answer));
        if (exchange != null && exchange.isWith(source)) exchange.answered(answer);
    }

    private static String transaction(StunMessage answer) {
        return switch (answer) {
            case StunMessage.Mapped mapped -> mapped.transaction();
            case StunMessage.Refused refused -> refused.transaction();
        };
    }
}
