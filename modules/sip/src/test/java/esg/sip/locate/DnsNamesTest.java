package esg.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.locate.Names.Kind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Against a name server on this machine that knows one address and treats SRV and NAPTR as each test says. */
class DnsNamesTest {
    private static final int SILENCE = -1;

    private DatagramSocket server;
    private Thread serving;
    private volatile int services = Rcode.NXDOMAIN;

    @BeforeEach
    void open() throws IOException {
        server = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        serving = Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws InterruptedException {
        server.close();
        serving.join();
    }

    private String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static LocateSettings settings(String... servers) {
        var read = LocateSettings.from(ConfigFactory.load());
        return new LocateSettings(
                List.of(servers),
                Duration.ofMillis(600),
                read.minTtl(),
                read.maxTtl(),
                read.negativeTtl(),
                read.staleFor(),
                read.cacheSize(),
                read.maxHops());
    }

    @Test
    void anErrorIsNoAnswerAndNoSuchNameIsOne() {
        var names = new DnsNames(settings(address()));
        assertThat(names.ask("_sip._udp.p.test", Kind.SRV))
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(answer -> assertThat(answer.entries()).isEmpty());
        services = Rcode.SERVFAIL;
        assertThat(names.ask("_sip._tcp.p.test", Kind.SRV)).failsWithin(Duration.ofSeconds(5));
        assertThat(names.ask("p.test", Kind.A))
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(answer -> {
                    assertThat(answer.entries()).hasToString("[Ip[address=p.test./192.0.2.1]]");
                    assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(77));
                });
    }

    /** Many a DNS of a small provider knows no SRV, and says so by an error or not at all. */
    @ParameterizedTest(name = "{0}, transport {2}")
    @CsvSource(nullValues = "-", textBlock = """
        SERVFAIL, 2,  -
        SERVFAIL, 2,  TCP
        REFUSED,  5,  UDP
        silence,  -1, -
        silence,  -1, UDP
        """)
    void aServiceThatCannotBeAskedForHidesNoAddress(String what, int code, @Nullable Transport transport)
            throws Exception {
        services = code;
        var hops = Locator.open(settings(address()))
                .locate(new HopQuery("p.test", -1, transport))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(hops)
                .extracting(hop -> hop.address().getAddress().getHostAddress())
                .containsExactly("192.0.2.1");
    }

    @Test
    void aDeadServerLeavesTimeForTheNext() throws IOException {
        try (var dead = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            var names = new DnsNames(settings("127.0.0.1:" + dead.getLocalPort(), address()));
            assertThat(names.ask("p.test", Kind.A)).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void aQuestionTakesNoLongerThanItMay() {
        services = SILENCE;
        var names = new DnsNames(settings(address()));
        long start = System.nanoTime();
        assertThat(names.ask("_sip._udp.p.test", Kind.SRV)).failsWithin(Duration.ofSeconds(5));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[1_500], 1_500);
        while (true) {
            try {
                server.receive(packet);
                var answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())));
                if (answer != null) {
                    var wire = answer.toWire();
                    server.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private @Nullable Message answer(Message query) {
        var question = query.getQuestion();
        boolean service = question.getType() == Type.SRV || question.getType() == Type.NAPTR;
        if (service && services == SILENCE) return null;
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (service) answer.getHeader().setRcode(services);
        if (question.getType() == Type.A) {
            var address = InetAddress.ofLiteral("192.0.2.1");
            answer.addRecord(new ARecord(question.getName(), DClass.IN, 77, address), Section.ANSWER);
        }
        return answer;
    }
}
