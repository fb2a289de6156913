package esg.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLog;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpTest {
    private static final String OPTIONS = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\nbody";
    private static final String ANSWER = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";

    private record Received(Flow flow, String text) {}

    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Flow> closed = new LinkedBlockingQueue<>();
    private @Nullable SipTransport transport;

    private final PacketHandler handler = new PacketHandler() {
        @Override
        public void received(Loop loop, Flow flow, byte[] packet) {
            received.add(new Received(flow, new String(packet, US_ASCII)));
        }

        @Override
        public void connectionClosed(Flow flow) {
            closed.add(flow);
        }
    };

    @AfterEach
    void close() {
        if (transport != null) transport.close();
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private volatile boolean gateOpen = true;

    private SipTransport open(String overrides, String host, int port) throws BindFailure {
        var settings = TransportSettings.from(
                ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference()));
        var listener = new ListenerSettings(Side.OUTSIDE, "main", Transport.TCP, at(host, port));
        var opened = SipTransport.open(
                settings,
                List.of(listener),
                new Surroundings(PacketFilter.OPEN, handler, PacketLog.NONE, () -> gateOpen));
        transport = opened;
        return opened;
    }

    private static Socket dial(SipTransport node) throws IOException {
        var bound = node.listeners().getFirst().bound();
        var socket = new Socket(bound.getAddress(), bound.getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void write(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket peer, int length) throws IOException {
        return new String(peer.getInputStream().readNBytes(length), US_ASCII);
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        var got = queue.poll(5, TimeUnit.SECONDS);
        if (got == null) throw new AssertionError("nothing came");
        return got;
    }

    private static @Nullable Throwable send(SipTransport node, @Nullable Flow flow, String text) throws Exception {
        if (flow == null) throw new AssertionError("no flow");
        var done = new CompletableFuture<@Nullable Throwable>();
        node.send(flow, text.getBytes(US_ASCII), done::complete);
        return done.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0}, {1} workers, epoll {2}")
    @CsvSource({"127.0.0.1,2,on", "::1,1,on", "127.0.0.1,2,off", "::1,1,off"})
    void answersOnTheConnectionOfTheRequest(String host, int workers, String epoll) throws Exception {
        var node = open("esg.sip { workers = " + workers + ", epoll = " + epoll + " }", host, 0);
        try (var peer = dial(node)) {
            write(peer, OPTIONS);
            var got = next(received);
            assertThat(got.text()).isEqualTo(OPTIONS);
            assertThat(got.flow().connection()).isNotZero();
            assertThat(send(node, got.flow(), ANSWER)).isNull();
            assertThat(read(peer, ANSWER.length())).isEqualTo(ANSWER);
        }
    }

    @Test
    void cutsTheStreamIntoMessages() throws Exception {
        var node = open("", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, OPTIONS + OPTIONS + OPTIONS.substring(0, 30));
            assertThat(next(received).text()).isEqualTo(OPTIONS);
            assertThat(next(received).text()).isEqualTo(OPTIONS);
            write(peer, OPTIONS.substring(30));
            assertThat(next(received).text()).isEqualTo(OPTIONS);
        }
    }

    @Test
    void neitherAnswersNorKeepAlivesWhileTheGateIsClosed() throws Exception {
        var node = open("", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, OPTIONS);
            var flow = next(received).flow();
            gateOpen = false;
            assertThat(send(node, flow, ANSWER)).isInstanceOf(SendRefused.class);
            write(peer, "\r\n\r\n" + OPTIONS);
            next(received);
            assertThat(node.heldBack()).isEqualTo(2);
            gateOpen = true;
            assertThat(send(node, flow, ANSWER)).isNull();
            assertThat(read(peer, ANSWER.length())).isEqualTo(ANSWER);
        }
    }

    @Test
    void whatWasGatheredDoesNotLeaveOnceTheGateHasClosed() throws Exception {
        var node = open("esg.sip.workers = 1", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, OPTIONS);
            var flow = next(received).flow();
            var refused = new CompletableFuture<@Nullable Throwable>();
            node.loop(0).execute(() -> {
                node.send(flow, "too late".getBytes(US_ASCII), refused::complete);
                gateOpen = false;
            });
            assertThat(refused.get(5, TimeUnit.SECONDS)).isInstanceOf(SendRefused.class);
            assertThat(node.heldBack()).isEqualTo(1);
            gateOpen = true;
            assertThat(send(node, flow, ANSWER)).isNull();
            assertThat(read(peer, ANSWER.length())).isEqualTo(ANSWER);
        }
    }

    @Test
    void answersAKeepAliveWithoutTellingAnyone() throws Exception {
        var node = open("", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, "\r\n\r\n");
            assertThat(read(peer, 2)).isEqualTo("\r\n");
            write(peer, OPTIONS);
            assertThat(next(received).text()).isEqualTo(OPTIONS);
        }
    }

    @Test
    void aRequestOfOursTakesTheConnectionThePeerOpened() throws Exception {
        var node = open("", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, OPTIONS);
            var theirs = next(received).flow();
            assertThat(send(node, node.flow(Side.OUTSIDE, Transport.TCP, theirs.remote(), ""), OPTIONS))
                    .isNull();
            assertThat(read(peer, OPTIONS.length())).isEqualTo(OPTIONS);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,on", "::1,on", "127.0.0.1,off"})
    void connectsOnceAndHearsTheAnswerThere(String host, String epoll) throws Exception {
        var node = open("esg.sip.epoll = " + epoll, host, 0);
        try (var server = new ServerSocket(0, 5, InetAddress.ofLiteral(host))) {
            server.setSoTimeout(5_000);
            var flow = node.flow(Side.OUTSIDE, Transport.TCP, at(host, server.getLocalPort()), "");
            assertThat(send(node, flow, OPTIONS)).isNull();
            try (var peer = server.accept()) {
                assertThat(send(node, flow, ANSWER)).isNull();
                assertThat(read(peer, OPTIONS.length() + ANSWER.length())).isEqualTo(OPTIONS + ANSWER);
                write(peer, ANSWER);
                assertThat(next(received).flow().remote()).isEqualTo(at(host, server.getLocalPort()));
            }
            var ended = next(closed);
            assertThat(send(node, ended, OPTIONS)).isNotNull(); // that connection and no other
            assertThat(send(node, flow, OPTIONS)).isNull(); // any: connects again
        }
    }

    @Test
    void saysWhenNobodyListensThere() throws Exception {
        var node = open("", "127.0.0.1", 0);
        int free;
        try (var server = new ServerSocket(0)) {
            free = server.getLocalPort();
        }
        var flow = node.flow(Side.OUTSIDE, Transport.TCP, at("127.0.0.1", free), "");
        assertThat(send(node, flow, OPTIONS)).isNotNull().hasMessageContaining("refused");
    }

    @Test
    void closesWhatIsSilentTooLong() throws Exception {
        var node = open("esg.sip.tcp.idle = 100ms", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            assertThat(next(closed).remote().getPort()).isEqualTo(peer.getLocalPort());
        }
    }

    @Test
    void closesAStreamWithAMessageTooLong() throws Exception {
        var node = open("esg.sip.tcp.max-message = 100", "127.0.0.1", 0);
        try (var peer = dial(node)) {
            write(peer, "INVITE sip:a SIP/2.0\r\nContent-Length: 1000\r\n\r\n");
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesConnectionsBeyondTheLimit() throws Exception {
        var node = open("esg.sip.tcp.max-connections = 1", "127.0.0.1", 0);
        try (var first = dial(node)) {
            write(first, OPTIONS);
            assertThat(next(received).text()).isEqualTo(OPTIONS);
            try (var second = dial(node)) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aTakenPortIsNamedWithItsListener() throws Exception {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> open("", "127.0.0.1", other.getLocalPort()))
                    .isInstanceOf(BindFailure.class)
                    .hasMessageStartingWith("listener main cannot listen on tcp 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }
}
