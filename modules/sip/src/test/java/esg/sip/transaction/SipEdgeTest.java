package esg.sip.transaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge with a TCP listener, its peer's connection, and the peer's own listener. */
class SipEdgeTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final SipRequest ACK = MessageBuilder.request("ACK", "sip:peer@127.0.0.1")
            .header("From", "<sip:us@127.0.0.1>;tag=us")
            .header("To", "<sip:peer@127.0.0.1>;tag=peer")
            .header("Call-ID", "call")
            .header("CSeq", "1 ACK")
            .header("Max-Forwards", "70")
            .buildRequest();

    private final LinkedBlockingQueue<Flow> heard = new LinkedBlockingQueue<>();
    private SipEdge edge;
    private ServerSocket listener;
    private Hop hop;

    @BeforeEach
    void open() throws BindFailure, IOException {
        edge = SipEdge.open(
                EdgeSettings.from(ConfigFactory.load()),
                List.of(new ListenerSettings(Side.OUTSIDE, "out", Transport.TCP, new InetSocketAddress(HOST, 0))),
                PacketLog.NONE,
                SendGate.OPEN);
        edge.handle(Side.OUTSIDE, new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {}

            @Override
            public void onAck(SipRequest ack, Flow flow) {
                heard.add(flow);
            }
        });
        listener = new ServerSocket(0, 5, HOST);
        listener.setSoTimeout(5_000);
        hop = new Hop(Transport.TCP, new InetSocketAddress(HOST, listener.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        listener.close();
    }

    /** Opens the peer's connection and sends on it, so that it is known here. */
    private Socket dial() throws IOException {
        var bound = edge.transport().listeners().getFirst().bound();
        var socket = new Socket(bound.getAddress(), bound.getPort());
        socket.setSoTimeout(5_000);
        var via = "Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKpeer\r\n";
        var text = new String(ACK.bytes(), US_ASCII).replaceFirst("\r\n", "\r\n" + via);
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return socket;
    }

    private Flow flowOf(Socket peer) throws InterruptedException {
        var flow = heard.poll(5, TimeUnit.SECONDS);
        assertThat(flow).isNotNull();
        assertThat(java.util.Objects.requireNonNull(flow).remote().getPort()).isEqualTo(peer.getLocalPort());
        return flow;
    }

    private static String firstLine(Socket peer) throws IOException {
        peer.setSoTimeout(5_000);
        var read = peer.getInputStream().readNBytes("ACK sip:peer@127.0.0.1 SIP/2.0".length());
        return new String(read, US_ASCII);
    }

    @Test
    void anAckTakesTheConnectionOfItsDialog() throws Exception {
        try (var peer = dial()) {
            edge.sendAck(ACK, hop, new SendOptions(Side.OUTSIDE, "", flowOf(peer)));
            assertThat(firstLine(peer)).isEqualTo("ACK sip:peer@127.0.0.1 SIP/2.0");
        }
    }

    /** RFC 3261 §18.4 leaves it to us: without the ACK the peer would end the call. */
    @Test
    void anAckGoesToTheNextHopWhenItsConnectionIsGone() throws Exception {
        var peer = dial();
        var flow = flowOf(peer);
        peer.close();
        await("it is known to be gone").until(() -> failure(flow) != null);
        edge.sendAck(ACK, hop, new SendOptions(Side.OUTSIDE, "", flow));
        try (var accepted = listener.accept()) {
            assertThat(firstLine(accepted)).isEqualTo("ACK sip:peer@127.0.0.1 SIP/2.0");
        }
    }

    private @Nullable Throwable failure(Flow flow) throws Exception {
        var told = new CompletableFuture<@Nullable Throwable>();
        edge.transport().keepAlive(flow, told::complete);
        return told.get(5, TimeUnit.SECONDS);
    }
}
