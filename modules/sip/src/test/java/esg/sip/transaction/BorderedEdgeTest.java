package esg.sip.transaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.domain.border.BorderFilter;
import esg.domain.border.BorderForm;
import esg.sip.message.SipRequest;
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
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The border filter on real sockets: what peers of a filtered edge see. Without a handler the edge answers 503. */
class BorderedEdgeTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SCANNER = InetAddress.ofLiteral("127.0.0.66");

    private SipEdge edge;

    @BeforeEach
    void open() throws BindFailure {
        edge = SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(listener(Transport.UDP), listener(Transport.TCP)),
                PacketLog.NONE,
                SendGate.OPEN);
    }

    private static ListenerSettings listener(Transport transport) {
        return new ListenerSettings(Side.OUTSIDE, transport.token(), transport, new InetSocketAddress(HOST, 0));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private void rule(Map<String, Object> fields) {
        var rule = BorderForm.read(fields).orThrow();
        edge.border().use(BorderFilter.of(List.of(rule)));
    }

    private InetSocketAddress bound(Transport transport) {
        return edge.transport().listeners().stream()
                .filter(listener -> listener.transport() == transport)
                .findFirst()
                .orElseThrow()
                .bound();
    }

    private static byte[] request(String method, String transport, String more) {
        return (method + " sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/" + transport + " 127.0.0.66;rport;branch=z9hG4bK-"
                        + method + "\r\nFrom: <sip:a@127.0.0.66>;tag=a\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: " + method
                        + "\r\nCSeq: 1 " + method + "\r\n" + more + "Content-Length: 0\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** What the scanner hears within a second; "" for nothing. */
    private String answer(byte[] packet) throws IOException {
        try (var peer = new DatagramSocket(0, SCANNER)) {
            peer.setSoTimeout(1_000);
            peer.send(new DatagramPacket(packet, packet.length, bound(Transport.UDP)));
            var answer = new DatagramPacket(new byte[2_000], 2_000);
            peer.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        } catch (SocketTimeoutException nothing) {
            return "";
        }
    }

    /** BRD-02, BRD-05, BRD-10. */
    @Test
    void aDroppedPeerHearsNothing() throws IOException {
        assertThat(answer(request("OPTIONS", "UDP", ""))).startsWith("SIP/2.0 503");
        rule(Map.of("id", "r", "action", "deny", "address", "127.0.0.66"));
        assertThat(answer(request("OPTIONS", "UDP", ""))).isEmpty();
        assertThat(answer("not even SIP".getBytes(US_ASCII))).isEmpty();
        assertThat(edge.border().counts()).isEqualTo(Map.of("r", 2L));
    }

    @Test
    void aRefusedPeerHearsWhatTheRuleSays() throws IOException {
        rule(Map.of(
                "id",
                "r",
                "action",
                "deny",
                "address",
                "127.0.0.66",
                "denymode",
                "reject",
                "code",
                404,
                "reason",
                "Nobody \"here\""));
        assertThat(answer(request("INVITE", "UDP", "")))
                .startsWith("SIP/2.0 404 Rejected\r\n")
                .contains("Reason: SIP;cause=404;text=\"Nobody \\\"here\\\"\"")
                .contains(";rport=");
    }

    /** BRD-06: also where the request is malformed, for a scanner is not to learn from our 400. */
    @Test
    void aRequestIsDroppedForWhatItSays() throws IOException {
        rule(Map.of("id", "r", "action", "deny", "useragent", "friendly-scanner"));
        assertThat(answer(request("OPTIONS", "UDP", "User-Agent: friendly-scanner\r\n")))
                .isEmpty();
        assertThat(answer(request("OPTIONS", "UDP", "User-Agent: friendly-scanner\r\nContent-Length: x\r\n")))
                .isEmpty();
        assertThat(answer(request("OPTIONS", "UDP", "User-Agent: pbx\r\n"))).startsWith("SIP/2.0 503");
    }

    /** RFC 3261 §9.1: a CANCEL repeats little of its INVITE, and a User-Agent least of all. */
    @Test
    void aCancelPassesWithItsInvite() throws IOException {
        edge.handle(Side.OUTSIDE, new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {}

            @Override
            public void onAck(SipRequest ack, Flow flow) {}
        });
        var allowed = BorderForm.read(Map.of("id", "a", "action", "allow", "useragent", "pbx*", "priority", 1));
        var denied = BorderForm.read(Map.of("id", "d", "action", "deny", "priority", 9));
        edge.border().use(BorderFilter.of(List.of(allowed.orThrow(), denied.orThrow())));
        var invite = request("INVITE", "UDP", "User-Agent: pbx 1\r\n");
        var cancel = new String(request("INVITE", "UDP", ""), US_ASCII)
                .replace("INVITE sip:", "CANCEL sip:")
                .replace("1 INVITE", "1 CANCEL")
                .getBytes(US_ASCII);
        assertThat(answer(cancel)).as("without an INVITE").isEmpty();
        assertThat(answer(invite)).startsWith("SIP/2.0 100");
        assertThat(answer(cancel)).startsWith("SIP/2.0 200");
    }

    @Test
    void aConnectionOfADroppedPeerIsClosedUnread() throws IOException {
        rule(Map.of("id", "r", "action", "deny", "address", "127.0.0.66"));
        try (var peer = new Socket(HOST, bound(Transport.TCP).getPort(), SCANNER, 0)) {
            peer.setSoTimeout(5_000);
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** A rule that comes later speaks for connections that are open. */
    @Test
    void anOpenConnectionIsFilteredToo() throws IOException {
        try (var peer = new Socket(HOST, bound(Transport.TCP).getPort(), SCANNER, 0)) {
            peer.setSoTimeout(1_000);
            peer.getOutputStream().write(request("OPTIONS", "TCP", ""));
            assertThat(new String(peer.getInputStream().readNBytes(11), US_ASCII))
                    .isEqualTo("SIP/2.0 503");
            rule(Map.of("id", "r", "action", "deny", "address", "127.0.0.66"));
            peer.setSoTimeout(5_000);
            peer.getOutputStream().write("\r\n\r\n".getBytes(US_ASCII));
            var rest = peer.getInputStream().readAllBytes();
            assertThat(new String(rest, US_ASCII))
                    .as("the end of the answer, then the end")
                    .endsWith("\r\n\r\n");
            assertThat(edge.border().counts().get("r")).isPositive();
        }
    }
}
