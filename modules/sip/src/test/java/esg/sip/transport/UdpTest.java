package esg.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLog;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpTest {
    private record Received(Loop loop, Flow flow, String text) {}

    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private @Nullable SipTransport transport;

    private final PacketHandler handler = new PacketHandler() {
        @Override
        public void received(Loop loop, Flow flow, byte[] packet) {
            received.add(new Received(loop, flow, new String(packet, US_ASCII)));
        }

        @Override
        public void connectionClosed(Flow flow) {}
    };

    private volatile boolean gateOpen = true;

    @AfterEach
    void close() {
        if (transport != null) transport.close();
    }

    private static TransportSettings settings(String overrides) {
        return TransportSettings.from(
                ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference()));
    }

    private SipTransport open(String overrides, ListenerSettings... listeners) throws BindFailure {
        var opened = SipTransport.open(
                settings(overrides),
                List.of(listeners),
                new Surroundings(PacketFilter.OPEN, handler, PacketLog.NONE, () -> gateOpen));
        transport = opened;
        return opened;
    }

    private static ListenerSettings udp(String host, int port) {
        var bind = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        return new ListenerSettings(Side.OUTSIDE, "main", Transport.UDP, bind);
    }

    private Received next() throws InterruptedException {
        var got = received.poll(5, TimeUnit.SECONDS);
        if (got == null) throw new AssertionError("nothing was received");
        return got;
    }

    private static void send(DatagramSocket peer, String text, InetSocketAddress to) throws IOException {
        var bytes = text.getBytes(US_ASCII);
        peer.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /** PRT-03: packets leave from the port they came to. */
    @ParameterizedTest(name = "{0}, {1} workers, epoll {2}")
    @CsvSource({"127.0.0.1,1,on", "127.0.0.1,2,on", "::1,1,on", "::1,2,on", "127.0.0.1,2,off", "::1,1,off"})
    void answersFromTheListeningPort(String host, int workers, String epoll) throws Exception {
        var node = open("esg.sip { workers = " + workers + ", epoll = " + epoll + " }", udp(host, 0));
        var bound = node.listeners().getFirst().bound();
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral(host))) {
            peer.setSoTimeout(5_000);
            send(peer, "OPTIONS", bound);
            var got = next();
            assertThat(got.text()).isEqualTo("OPTIONS");
            assertThat(got.flow().remote()).isEqualTo(peer.getLocalSocketAddress());
            var done = new CompletableFuture<String>();
            node.send(got.flow(), "200 OK".getBytes(US_ASCII), cause -> done.complete(String.valueOf(cause)));
            var answer = new DatagramPacket(new byte[100], 100);
            peer.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), US_ASCII))
                    .isEqualTo("200 OK");
            assertThat(answer.getSocketAddress()).isEqualTo(bound);
            assertThat(done.get(5, TimeUnit.SECONDS)).isEqualTo("null");
        }
    }

    @Test
    void nothingLeavesWhileTheGateIsClosed() throws Exception {
        var node = open("esg.sip.workers = 1", udp("127.0.0.1", 0));
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(5_000);
            var flow = node.flow(Side.OUTSIDE, Transport.UDP, (InetSocketAddress) peer.getLocalSocketAddress(), "");
            if (flow == null) throw new AssertionError("no flow");
            gateOpen = false;
            var refused = new CompletableFuture<@Nullable Throwable>();
            node.send(flow, "not now".getBytes(US_ASCII), refused::complete);
            assertThat(refused.get(5, TimeUnit.SECONDS)).isInstanceOf(SendRefused.class);
            assertThat(node.heldBack()).isEqualTo(1);
            gateOpen = true;
            node.send(flow, "now".getBytes(US_ASCII), cause -> {});
            var got = new DatagramPacket(new byte[100], 100);
            peer.receive(got);
            assertThat(new String(got.getData(), 0, got.getLength(), US_ASCII)).isEqualTo("now");
        }
    }

    /** As for a process that is stopped in between, and wakes when others serve. */
    @Test
    void whatWasGatheredDoesNotLeaveOnceTheGateHasClosed() throws Exception {
        var node = open("esg.sip.workers = 1", udp("127.0.0.1", 0));
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var flow = node.flow(Side.OUTSIDE, Transport.UDP, (InetSocketAddress) peer.getLocalSocketAddress(), "");
            if (flow == null) throw new AssertionError("no flow");
            var refused = new CompletableFuture<@Nullable Throwable>();
            node.loop(0).execute(() -> {
                node.send(flow, "too late".getBytes(US_ASCII), refused::complete);
                gateOpen = false;
            });
            assertThat(refused.get(5, TimeUnit.SECONDS)).isInstanceOf(SendRefused.class);
            assertThat(node.heldBack()).isEqualTo(1);
        }
    }

    @Test
    void whatIsSentOnTheReadingLoopLeavesToo() throws Exception {
        var node = open("esg.sip.workers = 1", udp("127.0.0.1", 0));
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(5_000);
            var flow = node.flow(Side.OUTSIDE, Transport.UDP, (InetSocketAddress) peer.getLocalSocketAddress(), "");
            assertThat(flow).isNotNull();
            node.loop(0)
                    .execute(() -> node.loop(0).after(20, () -> {
                        if (flow != null) node.send(flow, "by timer".getBytes(US_ASCII), cause -> {});
                    }));
            var got = new DatagramPacket(new byte[100], 100);
            peer.receive(got);
            assertThat(got.getLength()).isEqualTo(8);
        }
    }

    @Test
    void keepAlivesAreNoPackets() throws Exception {
        var node = open("esg.sip.workers = 1", udp("127.0.0.1", 0));
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var to = node.listeners().getFirst().bound();
            send(peer, "\r\n\r\n", to);
            send(peer, "\0\0\0\0", to);
            send(peer, "", to);
            send(peer, "INVITE", to);
            assertThat(next().text()).isEqualTo("INVITE");
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aTakenPortIsNamedWithItsListener(int workers) throws Exception {
        try (var other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var listener = udp("127.0.0.1", other.getLocalPort());
            assertThatThrownBy(() -> open("esg.sip.workers = " + workers, listener))
                    .isInstanceOf(BindFailure.class)
                    .hasMessageStartingWith("listener main cannot listen on udp 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void saysWhyThereIsNoListener() throws Exception {
        var node = open("", udp("127.0.0.1", 0));
        assertThat(node.lacking(Side.OUTSIDE, Transport.UDP, "")).isNull();
        assertThat(node.lacking(Side.OUTSIDE, Transport.UDP, "main")).isNull();
        assertThat(node.lacking(Side.OUTSIDE, Transport.TLS, "")).isEqualTo("there is no outside listener for tls");
        assertThat(node.lacking(Side.OUTSIDE, Transport.TLS, "main")).isEqualTo("outside listener main is not for tls");
        assertThat(node.lacking(Side.OUTSIDE, Transport.UDP, "mian"))
                .isEqualTo("no outside listener is called mian; there are main");
        assertThat(node.lacking(Side.INSIDE, Transport.UDP, "")).isEqualTo("there is no inside listener for udp");
    }

    @Test
    void aWildcardListenerNamesTheAddressThePeerSees() throws Exception {
        var listener = open("", udp("0.0.0.0", 0)).listeners().getFirst();
        var port = listener.bound().getPort();
        assertThat(listener.sentBy(InetAddress.ofLiteral("127.0.0.1"))).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void theFlowFitsSideFamilyAndName() throws Exception {
        var node = open("", udp("127.0.0.1", 0), udp("::1", 0));
        var four = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5060);
        var six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 5060);
        assertThat(node.flow(Side.OUTSIDE, Transport.UDP, six, ""))
                .isEqualTo(new Flow(node.listeners().get(1), six, 0));
        assertThat(node.flow(Side.OUTSIDE, Transport.UDP, four, "main"))
                .isEqualTo(new Flow(node.listeners().getFirst(), four, 0));
        assertThat(node.flow(Side.OUTSIDE, Transport.UDP, four, "other")).isNull();
        assertThat(node.flow(Side.INSIDE, Transport.UDP, four, "")).isNull();
    }
}
