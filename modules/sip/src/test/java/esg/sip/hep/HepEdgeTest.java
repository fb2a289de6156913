package esg.sip.hep;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipResponse;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of real sockets: their copies name both ends as they were on the wire. */
class HepEdgeTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final Pattern VIA = Pattern.compile("Via: [^\r]+");

    private DatagramSocket collector;
    private HepExport export;

    @BeforeEach
    void open() throws IOException {
        collector = new DatagramSocket(new InetSocketAddress(HOST, 0));
        collector.setSoTimeout(5_000);
        var server = new HepServer("127.0.0.1", collector.getLocalPort(), false);
        export = HepExport.before(
                PacketLog.NONE, new HepSettings(List.of(server), 7, Secret.NONE, 1 << 20, Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() {
        export.close();
        collector.close();
    }

    private SipEdge edge(Transport transport, String bind) throws BindFailure {
        var address = new InetSocketAddress(InetAddress.ofLiteral(bind), 0);
        return SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(new ListenerSettings(Side.OUTSIDE, "out", transport, address)),
                export,
                SendGate.OPEN);
    }

    private static void ask(SipEdge edge, Transport transport, int port) {
        var request = MessageBuilder.request("OPTIONS", "sip:peer@127.0.0.1")
                .header("From", "<sip:us@127.0.0.1>;tag=us")
                .header("To", "<sip:peer@127.0.0.1>")
                .header("Call-ID", edge.newCallId(edge.transport().loop(0)))
                .header("CSeq", "1 OPTIONS")
                .header("Max-Forwards", "70")
                .buildRequest();
        var hop = new Hop(transport, new InetSocketAddress(HOST, port));
        edge.send(request, List.of(hop), new SendOptions(Side.OUTSIDE, "", null), new ClientUser() {
            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {}

            @Override
            public void onTimeout(ClientTransaction transaction) {}

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {}
        });
    }

    private Decoded next() throws IOException {
        var datagram = new DatagramPacket(new byte[65_535], 65_535);
        collector.receive(datagram);
        return Decoded.of(Arrays.copyOf(datagram.getData(), datagram.getLength()));
    }

    private static byte[] answer(byte[] request, int length) {
        var text = new String(request, 0, length, US_ASCII);
        var via = VIA.matcher(text);
        if (!via.find()) throw new AssertionError(text);
        var callId = text.lines()
                .filter(line -> line.startsWith("Call-ID"))
                .findFirst()
                .orElseThrow();
        return ("SIP/2.0 200 OK\r\n" + via.group() + "\r\nFrom: <sip:us@127.0.0.1>;tag=us\r\n"
                        + "To: <sip:peer@127.0.0.1>;tag=p\r\n" + callId
                        + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** One that listens at all addresses tells the one the peer sees. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
    void overUdpOurEndIsTheListener(String bind) throws Exception {
        try (var edge = edge(Transport.UDP, bind);
                var peer = new DatagramSocket(new InetSocketAddress(HOST, 0))) {
            peer.setSoTimeout(5_000);
            ask(edge, Transport.UDP, peer.getLocalPort());
            var request = new DatagramPacket(new byte[4_000], 4_000);
            peer.receive(request);
            var us = "127.0.0.1:" + request.getPort();
            var them = "127.0.0.1:" + peer.getLocalPort();
            var sent = next();
            assertThat(sent.way()).isEqualTo("17 " + us + " > " + them);
            assertThat(sent.payload()).startsWith("OPTIONS sip:peer@127.0.0.1 SIP/2.0\r\n");
            var answer = answer(request.getData(), request.getLength());
            peer.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
            var received = next();
            assertThat(received.way()).isEqualTo("17 " + them + " > " + us);
            assertThat(received.payload()).isEqualTo(new String(answer, US_ASCII));
            assertThat(received.text(0x11)).isEqualTo(sent.text(0x11)).isNotEmpty();
        }
    }

    /** A connection we opened has a port of its own, which is not the listener's. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void overTcpOurEndIsTheConnections(String bind) throws Exception {
        try (var edge = edge(Transport.TCP, bind);
                var listening = new ServerSocket(0, 5, HOST)) {
            listening.setSoTimeout(5_000);
            ask(edge, Transport.TCP, listening.getLocalPort());
            try (var peer = listening.accept()) {
                peer.setSoTimeout(5_000);
                var us = "127.0.0.1:" + peer.getPort();
                var them = "127.0.0.1:" + listening.getLocalPort();
                assertThat(next().way()).isEqualTo("6 " + us + " > " + them);
                var request = new byte[4_000];
                int length = peer.getInputStream().read(request);
                peer.getOutputStream().write(answer(request, length));
                assertThat(next().way()).isEqualTo("6 " + them + " > " + us);
            }
        }
    }
}
