package esg.sip.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import esg.sip.locate.Locator;
import esg.sip.locate.Names;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.Loop;
import esg.sip.transport.PacketFilter;
import esg.sip.transport.PacketHandler;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import esg.sip.transport.Surroundings;
import esg.sip.transport.TransportSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** STN-01, A-19: from our sockets to a server on loopback. */
class StunClientTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PEER = InetAddress.ofLiteral("127.0.0.9");

    private final FakeStunServer server = new FakeStunServer();
    private final LinkedBlockingQueue<Set<InetAddress>> told = new LinkedBlockingQueue<>();
    private final AtomicInteger sipPackets = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();
    private @Nullable SipTransport sockets;

    @AfterEach
    void close() {
        if (sockets != null) sockets.close();
        server.close();
    }

    private SipTransport open(Alg alg) throws BindFailure {
        var handler = new PacketHandler() {
            @Override
            public void received(Loop loop, Flow flow, byte[] packet) {
                sipPackets.incrementAndGet();
            }

            @Override
            public void connectionClosed(Flow flow) {}
        };
        var listeners = List.of(
                new ListenerSettings(
                        Side.OUTSIDE,
                        "udp",
                        Transport.UDP,
                        new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0),
                        alg),
                new ListenerSettings(Side.OUTSIDE, "tcp", Transport.TCP, new InetSocketAddress(HERE, 0), alg),
                new ListenerSettings(Side.INSIDE, "in", Transport.UDP, new InetSocketAddress(HERE, 0)));
        var opened = SipTransport.open(
                TransportSettings.from(ConfigFactory.load()),
                listeners,
                new Surroundings(PacketFilter.OPEN, handler, PacketLog.NONE, SendGate.OPEN));
        sockets = opened;
        return opened;
    }

    private StunClient start(SipTransport on, StunServer... servers) {
        Names names = (name, kind) -> {
            lookUps.incrementAndGet();
            return CompletableFuture.completedFuture(new Names.Answer(List.of(), Duration.ofMinutes(1)));
        };
        var locator = new Locator(names, 4, RandomGenerator.getDefault());
        var settings = new StunSettings(List.of(servers), Duration.ofMillis(200));
        return StunClient.start(BindingRequests.over(on), locator, settings, told::add);
    }

    private static Listener listener(SipTransport of, String name) {
        return of.listeners().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void peersAreToldTheAddressTheServerSaw() throws Exception {
        var transport = open(Alg.NONE);
        var udp = listener(transport, "udp");
        int port = udp.bound().getPort();
        assertThat(udp.sentBy(PEER)).as("before").isEqualTo("127.0.0.1:" + port);

        var client = start(transport, server.address());

        await().until(() -> udp.sentBy(PEER).equals("203.0.113.7:" + port));
        var tcp = listener(transport, "tcp");
        assertThat(tcp.sentBy(PEER)).isEqualTo("203.0.113.7:" + tcp.bound().getPort());
        assertThat(listener(transport, "in").sentBy(PEER))
                .as("inside nothing changes")
                .startsWith("127.0.0.1:");
        assertThat(told.take()).containsExactly(InetAddress.ofLiteral("203.0.113.7"));
        assertThat(client.externals())
                .containsExactly(java.util.Map.entry("udp", new InetSocketAddress("203.0.113.7", port)));
        assertThat(sipPackets).as("STUN is not taken for SIP").hasValue(0);
    }

    @Test
    void anAddressThatChangesIsNoticedAndToldOnce() throws Exception {
        var transport = open(Alg.NONE);
        start(transport, server.address());
        assertThat(told.take()).containsExactly(InetAddress.ofLiteral("203.0.113.7"));
        await("asked again").until(() -> server.asked.get() >= 3);
        server.external = "203.0.113.8";
        assertThat(told.take()).containsExactly(InetAddress.ofLiteral("203.0.113.8"));
        assertThat(listener(transport, "udp").sentBy(PEER)).startsWith("203.0.113.8:");
    }

    /** What was found stays while a server is away; nobody is told. */
    @Test
    void silenceChangesNothing() throws Exception {
        var transport = open(Alg.NONE);
        start(transport, server.address());
        assertThat(told.take()).hasSize(1);
        server.silent = true;
        int before = server.asked.get();
        await("repeated").until(() -> server.asked.get() >= before + 2);
        assertThat(listener(transport, "udp").sentBy(PEER)).startsWith("203.0.113.7:");
        server.silent = false;
        int silent = server.asked.get();
        await("asked again").until(() -> server.asked.get() >= silent + 2);
        assertThat(told).isEmpty();
    }

    @Test
    void theNextServerIsAskedWhenOneIsNotFound() throws Exception {
        var transport = open(Alg.NONE);
        start(transport, new StunServer("nowhere.example", 3478), server.address());
        assertThat(told.take()).containsExactly(InetAddress.ofLiteral("203.0.113.7"));
    }

    /** It is asked again and again, and said once. */
    @Test
    void aServerThatIsNotThereCostsOneLineOfTheLog() throws Exception {
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(Mapping.class);
        logger.addAppender(lines);
        try {
            start(open(Alg.NONE), new StunServer("nowhere.example", 3478));
            await("tried again").until(() -> lookUps.get() >= 8);
            assertThat(lines.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage())
                            .startsWith("external address not found listener=OUTSIDE/udp")
                            .contains("nowhere.example:3478"));
        } finally {
            logger.detachAppender(lines);
        }
    }

    /** with a SIP-ALG the result is for matching alone; the swap writes the addresses. */
    @Test
    void withAnAlgOurOwnAddressIsWritten() throws Exception {
        var pair = new AlgPair(HERE, InetAddress.ofLiteral("203.0.113.7"));
        var transport = open(Alg.of(List.of(pair)));
        start(transport, server.address());
        assertThat(told.take()).containsExactly(InetAddress.ofLiteral("203.0.113.7"));
        assertThat(listener(transport, "udp").sentBy(PEER)).startsWith("127.0.0.1:");
    }
}
