package esg.sip.transaction;

import esg.sip.locate.Hop;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What transactions need of the sockets. */
interface Sender {
    /**
     * Sends one packet, with the addresses in it that the listener's ALG puts there.
     *
     * @param done may be called at once, or later on any I/O thread: null when the socket took the packet
     */
    void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done);

    /** The flow toward a peer; null when no listener of ours fits. */
    @Nullable
    Flow flow(Side side, Hop hop, String listenerName);

    static Sender over(SipTransport sockets) {
        return new Sender() {
            @Override
            public void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
                // After all else, so that hashes, logs and the wire agree (ALG-03); each repetition anew: it costs a
                // scan.
                sockets.send(flow, flow.listener().alg().outgoing(packet), done);
            }

            @Override
            public @Nullable Flow flow(Side side, Hop hop, String listenerName) {
                return sockets.flow(side, hop, listenerName);
            }
        };
    }
}
