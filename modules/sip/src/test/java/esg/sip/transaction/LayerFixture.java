package esg.sip.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.sip.transport.SomeListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A transaction layer on virtual time whose packets go to a list; T1 is 500 ms, T2 4 s, T4 5 s. */
abstract class LayerFixture {
    /** A packet, when and where it went. */
    record Sent(long at, Flow flow, SipMessage message) {
        SipResponse response() {
            return (SipResponse) message;
        }

        SipRequest request() {
            return (SipRequest) message;
        }
    }

    final VirtualLoop loop = new VirtualLoop();
    final List<Sent> sent = new ArrayList<>();
    final List<ServerTransaction> requests = new ArrayList<>();
    final List<SipRequest> acks = new ArrayList<>();
    final Set<InetSocketAddress> unreachable = new HashSet<>();
    Consumer<ServerTransaction> handling = _ -> {};
    final TransactionLayer layer = new TransactionLayer(
            loop,
            new TransactionLayer.Common(
                    new Recording(),
                    new Timers(500, 4000, 5000),
                    new TransactionLayer.Limits(6, 5),
                    new EdgeRules(List.of("100rel")),
                    new Handling()));

    /** Whatever happened, nothing may stay. */
    @AfterEach
    void forgetsEverything() {
        loop.advance(200_000);
        assertThat(layer.size()).as("transactions left").isZero();
    }

    static Hop hop(Transport transport, int number) {
        return new Hop(transport, address(number));
    }

    static InetSocketAddress address(int number) {
        return new InetSocketAddress(InetAddress.ofLiteral("198.51.100." + number), 5060);
    }

    static Flow flow(Side side, Transport transport) {
        return new Flow(SomeListener.of(side, transport), address(1), transport == Transport.UDP ? 0 : 7);
    }

    /** A request as it comes from 198.51.100.1:5060; the Via asks for rport. */
    static SipRequest request(String method, String branch, String... more) {
        return (SipRequest) parse(method + " sip:100@192.0.2.1 SIP/2.0", method, branch, more);
    }

    static SipMessage parse(String start, String method, String branch, String... more) {
        var lines = new ArrayList<>(List.of(
                start,
                "Via: SIP/2.0/UDP 198.51.100.1:5060;rport;branch=z9hG4bK" + branch,
                "From: <sip:200@198.51.100.1>;tag=far",
                "Call-ID: " + (method.equals("ACK") || method.equals("CANCEL") ? "INVITE" : method),
                "CSeq: 1 " + method));
        lines.addAll(List.of(more));
        if (lines.stream().noneMatch(line -> line.startsWith("To:"))) lines.add("To: <sip:100@192.0.2.1>");
        if (lines.stream().noneMatch(line -> line.startsWith("Max-Forwards:"))) lines.add("Max-Forwards: 70");
        var text = String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n";
        if (MessageParser.parse(text.getBytes(UTF_8)) instanceof Parsed(SipMessage message)) return message;
        throw new AssertionError(text);
    }

    /** The peer's answer to a request of ours. */
    static SipResponse answer(SipRequest to, int status) {
        return esg.sip.message.MessageBuilder.answer(to, status, "Answer", null, "far")
                .buildResponse();
    }

    List<Long> times() {
        return sent.stream().map(Sent::at).toList();
    }

    private final class Recording implements Sender {
        @Override
        public void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
            if (unreachable.contains(flow.remote())) {
                done.accept(new IOException("unreachable"));
                return;
            }
            if (!(MessageParser.parse(packet) instanceof Parsed(SipMessage message)))
                throw new AssertionError("not SIP");
            sent.add(new Sent(loop.millis(), flow, message));
            done.accept(null);
        }

        @Override
        public Flow flow(Side side, Hop hop, String listenerName) {
            return new Flow(SomeListener.of(side, hop.transport()), hop.address(), 0, hop.name());
        }
    }

    private final class Handling implements TransactionLayer.Outside, RequestHandler {
        @Override
        public RequestHandler handler(Side side) {
            return this;
        }

        @Override
        public MaddrPolicy maddrs() {
            return MaddrPolicy.NEVER;
        }

        @Override
        public void onRequest(ServerTransaction transaction) {
            requests.add(transaction);
            handling.accept(transaction);
        }

        @Override
        public void onAck(SipRequest ack, Flow flow) {
            acks.add(ack);
        }
    }
}
