package esg.trunk.refused;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.Rejection;
import esg.domain.account.Transport;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept when there is more than there is room for. */
class RefusedRingTest {
    private static SipEdge edge;

    @BeforeAll
    static void open() throws BindFailure {
        var here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        edge = SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(
                        new ListenerSettings(Side.OUTSIDE, "out", Transport.UDP, here),
                        new ListenerSettings(Side.INSIDE, "in", Transport.UDP, here)),
                PacketLog.NONE,
                SendGate.OPEN);
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static Listener listener(Side side) {
        return edge.transport().listeners().stream()
                .filter(listener -> listener.side() == side)
                .findFirst()
                .orElseThrow();
    }

    private RefusedInvites ring(int keep, int bytes) {
        return new RefusedInvites(new RefusedSettings(keep, bytes), () -> Instant.EPOCH, Runnable::run);
    }

    private static void refuse(RefusedInvites ring, Side side, String address, String callId, String toTag) {
        var packet = packet(address, callId, toTag);
        if (!(MessageParser.parse(packet) instanceof Parsed(SipRequest invite))) throw new AssertionError("no INVITE");
        refuse(ring, side, address, invite);
    }

    private static byte[] packet(String address, String callId, String toTag) {
        return ("INVITE sip:100@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + address + ";branch=z9hG4bK1\r\n"
                        + "From: <sip:1@a>;tag=a\r\nTo: <sip:100@192.0.2.1>" + toTag + "\r\nCall-ID: " + callId
                        + "\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void refuse(RefusedInvites ring, Side side, String address, SipRequest invite) {
        var answer = MessageBuilder.response(invite, 404, "Not Found")
                .header(Headers.REASON, Rejection.UNKNOWN_ACCOUNT.reasonHeader())
                .buildResponse();
        var source = new InetSocketAddress(InetAddress.ofLiteral(address), 5060);
        ring.refused(invite, new Flow(listener(side), source, 0), answer, false);
    }

    private static List<String> callIds(RefusedInvites ring) {
        return ring.all().stream().map(RefusedInvite::callId).toList();
    }

    @Test
    void aScannerPushesOutOnlyItself() {
        var ring = ring(3, 4096);
        refuse(ring, Side.OUTSIDE, "203.0.113.1", "provider", "");
        for (int i = 0; i < 10; i++) refuse(ring, Side.OUTSIDE, "203.0.113.9", "scan" + i, "");
        assertThat(callIds(ring)).containsExactly("scan9", "scan8", "provider");
    }

    @Test
    void nothingIsKeptOfTheInsideOfDialogsOrWhenItIsOff() {
        var ring = ring(3, 4096);
        refuse(ring, Side.INSIDE, "203.0.113.1", "inside", "");
        refuse(ring, Side.OUTSIDE, "203.0.113.1", "again", ";tag=b");
        assertThat(ring.all()).isEmpty();
        var off = ring(0, 4096);
        refuse(off, Side.OUTSIDE, "203.0.113.1", "call", "");
        assertThat(off.all()).isEmpty();
    }

    /** INC-11: accounts were compared with gray addresses, but the sender wrote white ones. */
    @Test
    void thePacketIsKeptAsOnTheWire() {
        var ring = ring(3, 4096);
        var wire = packet("203.0.113.1", "call", "");
        var gray = new String(wire, StandardCharsets.US_ASCII).replace("192.0.2.1", "10.0.0.1");
        if (!(MessageParser.parse(gray.getBytes(StandardCharsets.US_ASCII), wire) instanceof Parsed(SipRequest invite)))
            throw new AssertionError("no INVITE");
        refuse(ring, Side.OUTSIDE, "203.0.113.1", invite);
        assertThat(ring.all().getFirst().packet()).isEqualTo(wire);
        assertThat(ring.all().getFirst().facts().toHost()).isEqualTo("10.0.0.1");
    }

    @Test
    void aLongPacketIsCut() {
        var ring = ring(3, 256);
        refuse(ring, Side.OUTSIDE, "203.0.113.1", "c".repeat(300), "");
        assertThat(ring.all().getFirst().packet()).hasSize(256);
        assertThat(ring.all().getFirst().cut()).isTrue();
    }
}
