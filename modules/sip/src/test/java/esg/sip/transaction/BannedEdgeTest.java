package esg.sip.transaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.domain.ban.Offence;
import esg.sip.ban.BanSettings;
import esg.sip.ban.BanView;
import esg.sip.ban.Bans;
import esg.sip.border.Border;
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

/** Bans on real sockets: what strangers and others hear of an edge that answers every request with 404 (SEC-02, BRD-10). */
class BannedEdgeTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final String STRANGER = "127.0.0.66";
    private static final String PROVIDER = "127.0.0.12";

    private final Bans bans = new Bans(BanSettings.from(ConfigFactory.load()));
    private SipEdge edge;
    private int requests;

    @BeforeEach
    void open() throws BindFailure {
        bans.standings().known(source -> source.getHostAddress().equals(PROVIDER));
        edge = SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(
                        listener(Side.OUTSIDE, Transport.UDP),
                        listener(Side.OUTSIDE, Transport.TCP),
                        listener(Side.INSIDE, Transport.UDP)),
                PacketLog.NONE,
                SendGate.OPEN,
                new Border(PacketLog.NONE, bans));
        edge.handle(Side.OUTSIDE, new Refusing());
        edge.handle(Side.INSIDE, new Refusing());
    }

    @AfterEach
    void close() {
        edge.close();
    }

    /** Knows nobody. */
    private static final class Refusing implements RequestHandler {
        @Override
        public void onRequest(ServerTransaction transaction) {
            if (transaction.request().method().equals("INVITE")) transaction.charge(Offence.UNKNOWN_ACCOUNT);
            transaction.respond(transaction.response(404, "Not Found").buildResponse());
        }

        @Override
        public void onAck(SipRequest ack, Flow flow) {}
    }

    private static ListenerSettings listener(Side side, Transport transport) {
        return new ListenerSettings(side, side + transport.token(), transport, new InetSocketAddress(HOST, 0));
    }

    private InetSocketAddress bound(Side side, Transport transport) {
        return edge.transport().listeners().stream()
                .filter(listener -> listener.side() == side && listener.transport() == transport)
                .findFirst()
                .orElseThrow()
                .bound();
    }

    private String request(String method, String more) {
        int number = ++requests;
        return method + " sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.66;rport;branch=z9hG4bK-" + number
                + "\r\nFrom: <sip:a@127.0.0.66>;tag=a\r\nTo: <sip:b@127.0.0.1>" + more + "\r\nCall-ID: " + number
                + "\r\nCSeq: 1 " + method + "\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    private String answer(String from, String packet) throws IOException {
        return answer(from, bound(Side.OUTSIDE, Transport.UDP), packet);
    }

    /** What a peer hears within half a second, without a 100; "" for nothing. */
    private static String answer(String from, InetSocketAddress to, String packet) throws IOException {
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral(from))) {
            peer.setSoTimeout(500);
            var bytes = packet.getBytes(US_ASCII);
            peer.send(new DatagramPacket(bytes, bytes.length, to));
            while (true) {
                var answer = new DatagramPacket(new byte[2_000], 2_000);
                peer.receive(answer);
                var text = new String(answer.getData(), 0, answer.getLength(), US_ASCII);
                if (!text.startsWith("SIP/2.0 100")) return text;
            }
        } catch (SocketTimeoutException nothing) {
            return "";
        }
    }

    private void send(String from, int times, String method) throws IOException {
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral(from))) {
            for (int i = 0; i < times; i++) {
                var bytes = request(method, "").getBytes(US_ASCII);
                peer.send(new DatagramPacket(bytes, bytes.length, bound(Side.OUTSIDE, Transport.UDP)));
            }
        }
    }

    private Socket connection() throws IOException {
        int port = bound(Side.OUTSIDE, Transport.TCP).getPort();
        return new Socket(HOST, port, InetAddress.ofLiteral(STRANGER), 0);
    }

    private void awaitBan(String address) {
        await(address + " banned")
                .until(() -> bans.list(10).stream()
                        .anyMatch(view -> view.address().equals(address) && view.state() == BanView.State.BANNED));
    }

    /** SEC-02: what scanners ask for. */
    @Test
    void aStrangerHearsNothingButAnswersToInvites() throws IOException {
        for (var method : List.of("OPTIONS", "REGISTER", "BYE", "SUBSCRIBE", "MESSAGE", "CANCEL")) {
            assertThat(answer(STRANGER, request(method, ""))).as(method).isEmpty();
        }
        assertThat(answer(STRANGER, request("INVITE", ";tag=made-up"))).isEmpty();
        assertThat(answer(STRANGER, request("OPTIONS", "").replace("Content-Length: 0", "Content-Length: x")))
                .as("malformed")
                .isEmpty();
        assertThat(answer(STRANGER, request("INVITE", ""))).startsWith("SIP/2.0 404");
        assertThat(bans.list(1).getFirst().offences())
                .isEqualTo(Map.of(Offence.STRAY, 7, Offence.MALFORMED, 1, Offence.UNKNOWN_ACCOUNT, 1));
        assertThat(edge.border().strangers().unanswered()).isEqualTo(8);
    }

    @Test
    void aProviderAndTheMachineItselfAreAnswered() throws IOException {
        for (var peer : List.of(PROVIDER, "127.0.0.1")) {
            assertThat(answer(peer, request("OPTIONS", ""))).startsWith("SIP/2.0 404");
            assertThat(answer(peer, request("REGISTER", ""))).startsWith("SIP/2.0 405");
            assertThat(answer(peer, request("OPTIONS", "").replace("Content-Length: 0", "Content-Length: x")))
                    .startsWith("SIP/2.0 400");
        }
    }

    /** The far end of a call need be no address of the account: it is where the account's Contact says. */
    @Test
    void whatBelongsToACallIsAnsweredWhoeverSendsIt() throws IOException {
        edge.border().strangers().spare(request -> "ours".equals(request.toTag()));
        assertThat(answer(STRANGER, request("BYE", ";tag=ours"))).startsWith("SIP/2.0 404");
        assertThat(bans.list(10)).isEmpty();
    }

    @Test
    void whoTriesNumbersFallsSilentAndOthersDoNot() throws IOException {
        send(STRANGER, 40, "INVITE");
        awaitBan(STRANGER);
        assertThat(answer(STRANGER, request("INVITE", ""))).isEmpty();
        assertThat(answer(STRANGER, bound(Side.INSIDE, Transport.UDP), request("INVITE", "")))
                .as("inside too")
                .isEmpty();
        assertThat(answer(PROVIDER, request("INVITE", ""))).startsWith("SIP/2.0 404");
        try (var peer = connection()) {
            peer.setSoTimeout(5_000);
            assertThat(peer.getInputStream().read()).as("a connection").isEqualTo(-1);
        }
        assertThat(bans.lift(STRANGER)).isTrue();
        assertThat(answer(STRANGER, request("INVITE", ""))).startsWith("SIP/2.0 404");
    }

    @Test
    void garbageCountsOnEveryTransport() throws IOException {
        assertThat(answer(STRANGER, "not even SIP")).isEmpty();
        try (var peer = connection()) {
            peer.getOutputStream().write("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n".getBytes(US_ASCII));
            await().until(() ->
                    bans.list(1).stream().anyMatch(view -> view.offences().getOrDefault(Offence.MALFORMED, 0) == 2));
        }
    }
}
