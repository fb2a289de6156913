package esg.trunk.call;

import esg.cluster.wire.Wire;
import esg.domain.account.Transport;
import esg.sip.message.SipRequest;
import esg.sip.transport.Addresses;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that is not answered yet: enough to tell both its ends, should its node die, that it will not be.
 *
 * @param caller the INVITE as received; null when it came in on another node, which answers it
 * @param callee the CANCEL for our INVITE; null until somebody has said a word to that one
 * @param others CANCELs for further INVITEs, of phones that ring together with the callee
 * @param begun what it is so far, for the record of it; null from older nodes
 */
public record RingingCall(
        String id,
        String account,
        @Nullable Loose caller,
        @Nullable Loose callee,
        List<Loose> others,
        @Nullable Begun begun)
        implements KeptCall, Wire {
    public RingingCall {
        others = List.copyOf(Objects.requireNonNullElse(others, List.of()));
    }

    /** See {@link CallState}. */
    public record Begun(boolean incoming, String from, String to, long started, List<String> callIds, CallFacts facts) {
        public Begun {
            callIds = List.copyOf(callIds);
            facts = Objects.requireNonNullElse(facts, CallFacts.UNKNOWN);
        }
    }

    /**
     * A request without its transaction.
     *
     * @param host numeric address of the peer, without zone
     * @param name it has to prove over TLS; "" for none
     */
    public record Loose(Side side, Transport transport, String host, int port, String name, byte[] request) {
        public Loose {
            name = Objects.requireNonNullElse(name, "");
        }

        static Loose of(SipRequest request, Flow flow) {
            var listener = flow.listener();
            var remote = flow.remote();
            var host = Addresses.host(remote.getAddress()).replace("[", "").replace("]", "");
            return new Loose(
                    listener.side(), listener.transport(), host, remote.getPort(), flow.name(), request.bytes());
        }
    }
}
