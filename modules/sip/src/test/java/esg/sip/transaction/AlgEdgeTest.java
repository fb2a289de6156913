package esg.sip.transaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.domain.border.BorderFilter;
import esg.domain.border.BorderForm;
import esg.domain.border.BorderRule;
import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import esg.sip.locate.Hop;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ALG-02, ALG-03: the wire and its log say white, all behind the edge reads gray. */
class AlgEdgeTest {
    private static final InetAddress GRAY = InetAddress.ofLiteral("127.0.0.1");
    private static final Alg ALG = Alg.of(List.of(new AlgPair(GRAY, InetAddress.ofLiteral("203.0.113.77"))));
    private static final String SDP = "c=IN IP4 127.0.0.1\r\n";

    private final LinkedBlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private SipEdge edge;

    private final PacketLog log = new PacketLog() {
        @Override
        public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
            logged.add("sent " + new String(packet, US_ASCII));
        }

        @Override
        public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
            logged.add("received " + new String(packet, US_ASCII));
        }

        @Override
        public void banned(Transport transport, InetSocketAddress remote, int worker) {}
    };

    @BeforeEach
    void open() throws BindFailure {
        var here = new InetSocketAddress(GRAY, 0);
        edge = SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(
                        new ListenerSettings(Side.OUTSIDE, "udp", Transport.UDP, here, ALG),
                        new ListenerSettings(Side.OUTSIDE, "tcp", Transport.TCP, here, ALG),
                        new ListenerSettings(Side.INSIDE, "in", Transport.UDP, here)),
                log,
                SendGate.OPEN);
        var answering = new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                heard.add(transaction.request().toString());
                transaction.respond(transaction.response(200, "OK").buildResponse());
            }

            @Override
            public void onAck(SipRequest ack, Flow flow) {}
        };
        edge.handle(Side.OUTSIDE, answering);
        edge.handle(Side.INSIDE, answering);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private InetSocketAddress bound(String name) {
        return edge.transport().listeners().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bound();
    }

    private static String next(LinkedBlockingQueue<String> from) throws InterruptedException {
        var next = from.poll(5, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing came");
        return next;
    }

    private static String receive(DatagramSocket peer) throws IOException {
        peer.setSoTimeout(5_000);
        var packet = new DatagramPacket(new byte[4_000], 4_000);
        peer.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }

    private static void send(DatagramSocket peer, String text, InetSocketAddress to) throws IOException {
        var bytes = text.getBytes(US_ASCII);
        peer.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private ClientTransaction ask(Transport transport, int port, LinkedBlockingQueue<SipResponse> answers) {
        var request = MessageBuilder.request("INFO", "sip:peer@127.0.0.1")
                .header("From", "<sip:us@127.0.0.1>;tag=us")
                .header("To", "<sip:peer@127.0.0.1>")
                .header("Call-ID", "call@127.0.0.1")
                .header("CSeq", "1 INFO")
                .header("Max-Forwards", "70")
                .header("Contact", "<sip:us@127.0.0.1>")
                .body("application/sdp", SDP.getBytes(US_ASCII))
                .buildRequest();
        var hop = new Hop(transport, new InetSocketAddress(GRAY, port));
        return edge.send(request, List.of(hop), SendOptions.from(Side.OUTSIDE), new ClientUser() {
            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {
                answers.add(response);
            }

            @Override
            public void onTimeout(ClientTransaction transaction) {}

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {}
        });
    }

    private static String answer(String request) {
        var fields = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                .forEach(line -> fields.append(line).append("\r\n"));
        return fields.append("Contact: <sip:peer@203.0.113.77>\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    /** Its answer comes back to the transaction, which knows its branch. */
    @Test
    void aRequestAndItsAnswerPassTheSwap() throws Exception {
        var answers = new LinkedBlockingQueue<SipResponse>();
        try (var peer = new DatagramSocket(0, GRAY)) {
            ask(Transport.UDP, peer.getLocalPort(), answers);
            var wire = receive(peer);
            assertThat(wire)
                    .startsWith("INFO sip:peer@203.0.113.77 SIP/2.0\r\nVia: SIP/2.0/UDP 203.0.113.77:")
                    .contains(
                            "Call-ID: call@203.0.113.77\r\n",
                            "Contact: <sip:us@203.0.113.77>",
                            "Content-Length: 23\r\n")
                    .endsWith("\r\n\r\nc=IN IP4 203.0.113.77\r\n")
                    .doesNotContain("127.0.0.1");
            assertThat(next(logged)).isEqualTo("sent " + wire);

            var answer = answer(wire);
            send(peer, answer, bound("udp"));
            var told = answers.poll(5, TimeUnit.SECONDS);
            assertThat(String.valueOf(told))
                    .contains("Contact: <sip:peer@127.0.0.1>")
                    .doesNotContain("203.0.113.77");
            assertThat(next(logged)).isEqualTo("received " + answer);
        }
    }

    @Test
    void onAStreamTheLengthIsRight() throws Exception {
        var answers = new LinkedBlockingQueue<SipResponse>();
        try (var listening = new ServerSocket(0, 5, GRAY)) {
            ask(Transport.TCP, listening.getLocalPort(), answers);
            try (var peer = listening.accept()) {
                peer.setSoTimeout(5_000);
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0)
                    head.append((char) peer.getInputStream().read());
                assertThat(head).contains("Content-Length: 23\r\n");
                var body = new String(peer.getInputStream().readNBytes(23), US_ASCII);
                assertThat(body).isEqualTo("c=IN IP4 203.0.113.77\r\n");
                peer.getOutputStream().write(answer(head.toString()).getBytes(US_ASCII));
                assertThat(answers.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    private static String options(int port, String host) {
        return "OPTIONS sip:us@" + host + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.9:" + port
                + ";rport;branch=z9hG4bK" + port + "\r\nFrom: <sip:a@" + host + ">;tag=a\r\nTo: <sip:us@" + host
                + ">\r\nCall-ID: 1@" + host + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nl: 0\r\n\r\n";
    }

    @Test
    void aRequestFromOutsideReadsGrayAndItsAnswerSaysWhiteAgain() throws Exception {
        try (var peer = new DatagramSocket(0, GRAY)) {
            send(peer, options(peer.getLocalPort(), "203.0.113.77"), bound("udp"));
            assertThat(next(heard))
                    .startsWith("OPTIONS sip:us@127.0.0.1 SIP/2.0")
                    .contains("Call-ID: 1@127.0.0.1");
            assertThat(receive(peer)).contains("To: <sip:us@203.0.113.77>", "Call-ID: 1@203.0.113.77\r\n");
        }
    }

    @Test
    void insideNothingIsSwapped() throws Exception {
        try (var peer = new DatagramSocket(0, GRAY)) {
            send(peer, options(peer.getLocalPort(), "203.0.113.77"), bound("in"));
            assertThat(next(heard)).startsWith("OPTIONS sip:us@203.0.113.77 SIP/2.0");
            assertThat(receive(peer)).contains("Call-ID: 1@203.0.113.77\r\n");
        }
    }

    /**
     * BRD-09: a rule that holds an address alone asks the wire, before anything is swapped; one that looks into a request reads gray, like
     * routing and normalization behind it. What is kept of a refused INVITE is the wire's.
     */
    @Test
    void theBorderComesFirstThenTheSwapThenAllElse() throws Exception {
        var refused = new LinkedBlockingQueue<SipRequest>();
        edge.whenRefused((invite, _, _, _) -> refused.add(invite));
        edge.border()
                .use(BorderFilter.of(List.of(
                        rule("white", Map.of("action", "deny", "fromdomain", "203.0.113.77", "priority", 1)),
                        rule("address", Map.of("action", "deny", "address", "203.0.113.77", "priority", 2)),
                        rule(
                                "gray",
                                Map.of(
                                        "action",
                                        "deny",
                                        "denymode",
                                        "reject",
                                        "fromdomain",
                                        "127.0.0.1",
                                        "priority",
                                        3)))));
        try (var peer = new DatagramSocket(0, GRAY)) {
            var invite = options(peer.getLocalPort(), "203.0.113.77").replace("OPTIONS", "INVITE");
            send(peer, invite, bound("udp"));
            assertThat(receive(peer)).startsWith("SIP/2.0 403").contains("To: <sip:us@203.0.113.77>");
            var kept = refused.poll(5, TimeUnit.SECONDS);
            assertThat(kept).isNotNull();
            assertThat(new String(kept.asReceived(), US_ASCII)).isEqualTo(invite);
            assertThat(kept.to().host()).isEqualTo("127.0.0.1");
            assertThat(edge.border().counts()).isEqualTo(Map.of("white", 0L, "gray", 1L, "address", 0L));

            // Who may pass by its address is read gray and heard by those behind.
            edge.border()
                    .use(BorderFilter.of(List.of(rule("address", Map.of("action", "allow", "address", "127.0.0.1")))));
            send(peer, options(peer.getLocalPort(), "203.0.113.77"), bound("udp"));
            assertThat(next(heard)).startsWith("OPTIONS sip:us@127.0.0.1");
            assertThat(edge.border().counts()).isEqualTo(Map.of("address", 1L));
        }
    }

    private static BorderRule rule(String id, Map<String, Object> fields) {
        var document = new HashMap<>(fields);
        document.put("id", id);
        return BorderForm.read(document).orThrow();
    }
}
