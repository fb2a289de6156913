package esg.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.Transport;
import esg.sip.locate.Names.Answer;
import esg.sip.locate.Names.Entry;
import esg.sip.locate.Names.Ip;
import esg.sip.locate.Names.Kind;
import esg.sip.locate.Names.Naptr;
import esg.sip.locate.Names.Srv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocatorTest {
    private final Zone zone = new Zone();
    private final Locator locator = new Locator(zone, 16, new Random(1));

    @ParameterizedTest(name = "{0}:{1} {2} -> {3}")
    @CsvSource(nullValues = "-", textBlock = """
        192.0.2.1,     -1,   -,   UDP /192.0.2.1:5060
        192.0.2.1,     5070, TCP, TCP /192.0.2.1:5070
        192.0.2.1,     -1,   TLS, TLS /192.0.2.1:5061
        [2001:db8::1], -1,   UDP, UDP /[2001:db8:0:0:0:0:0:1]:5060
        2001:db8::1,   5062, UDP, UDP /[2001:db8:0:0:0:0:0:1]:5062
        """)
    void neverResolvesNumericHosts(String host, int port, @Nullable Transport transport, String expected) {
        assertThat(hops(host, port, transport)).containsExactly(expected);
        assertThat(zone.asked).isEmpty();
    }

    @Test
    void asksForAddressesOnlyWhenThePortIsKnown() {
        zone.ip("p.test", "192.0.2.1", "2001:db8::1").srv("_sip._udp.p.test", 0, 0, 5099, "other.test");

        assertThat(hops("p.test", 5070, Transport.UDP))
                .containsExactly("UDP /192.0.2.1:5070", "UDP /[2001:db8:0:0:0:0:0:1]:5070");
    }

    @Test
    void triesServersByPriority() {
        zone.srv("_sip._tcp.p.test", 20, 0, 5062, "b.test").srv("_sip._tcp.p.test", 10, 0, 5061, "a.test");
        zone.ip("a.test", "192.0.2.1").ip("b.test", "192.0.2.2");

        assertThat(hops("p.test", -1, Transport.TCP)).containsExactly("TCP /192.0.2.1:5061", "TCP /192.0.2.2:5062");
    }

    @Test
    void spreadsEqualPrioritiesByWeight() {
        zone.srv("_sip._udp.p.test", 1, 90, 5060, "heavy.test").srv("_sip._udp.p.test", 1, 10, 5060, "light.test");
        zone.ip("heavy.test", "192.0.2.1").ip("light.test", "192.0.2.2");

        int heavyFirst = 0;
        for (int i = 0; i < 1000; i++) {
            if (hops("p.test", -1, Transport.UDP).getFirst().contains("192.0.2.1")) heavyFirst++;
        }
        assertThat(heavyFirst).isBetween(850, 950);
    }

    @Test
    void followsNaptrInItsOrder() {
        zone.naptr("p.test", 20, 1, "s", "SIP+D2U", "udp.p.test").naptr("p.test", 10, 1, "s", "SIP+D2T", "tcp.p.test");
        zone.naptr("p.test", 1, 1, "s", "SIP+D2W", "ws.p.test").naptr("p.test", 1, 1, "u", "E2U+sip", "!.*!x!");
        zone.srv("udp.p.test", 0, 0, 5060, "a.test").srv("tcp.p.test", 0, 0, 5068, "a.test");
        zone.ip("a.test", "192.0.2.1");

        assertThat(hops("p.test", -1, null)).containsExactly("TCP /192.0.2.1:5068", "UDP /192.0.2.1:5060");
    }

    @Test
    void fallsBackFromNaptrToServicesToAddresses() {
        zone.ip("p.test", "192.0.2.1");
        assertThat(hops("p.test", -1, null)).containsExactly("UDP /192.0.2.1:5060");

        zone.srv("_sip._udp.p.test", 0, 0, 5090, "p.test");
        assertThat(hops("p.test", -1, null)).containsExactly("UDP /192.0.2.1:5090");
    }

    @Test
    void takesATargetOfADotForNoService() {
        zone.srv("_sip._udp.p.test", 0, 0, 0, ".").ip("p.test", "192.0.2.1");
        assertThat(hops("p.test", -1, Transport.UDP)).containsExactly("UDP /192.0.2.1:5060");
    }

    @Test
    void namesTheHostThatLeadsNowhere() {
        assertThatThrownBy(() -> hops("gone.test", 5060, Transport.UDP))
                .hasRootCauseInstanceOf(LocateFailure.class)
                .hasMessageContaining("no address for host gone.test");
    }

    @Test
    void usesTheAddressesOfOneFamilyWhenTheOtherFails() {
        zone.ip("p.test", "192.0.2.1").broken.add("p.test AAAA");
        assertThat(hops("p.test", 5060, Transport.UDP)).containsExactly("UDP /192.0.2.1:5060");
    }

    @ParameterizedTest(name = "transport {0}")
    @CsvSource(
            nullValues = "-",
            value = {"-", "UDP", "TCP"})
    void aServiceThatCannotBeAskedForHidesNoAddress(@Nullable Transport transport) {
        zone.ip("p.test", "192.0.2.1").broken.add("p.test NAPTR");
        for (var service : List.of("_sip._udp", "_sip._tcp", "_sips._tcp")) zone.broken.add(service + ".p.test SRV");

        var expected = (transport == null ? Transport.UDP : transport) + " /192.0.2.1:5060";
        assertThat(hops("p.test", -1, transport)).containsExactly(expected);
    }

    @Test
    void knowsAllAddressesBehindAName() throws Exception {
        zone.ip("p.test", "192.0.2.1").ip("a.test", "192.0.2.2");
        zone.srv("_sip._udp.p.test", 0, 0, 5060, "a.test").broken.add("_sip._tcp.p.test SRV");

        assertThat(locator.addresses("p.test").toCompletableFuture().get())
                .isEqualTo(Set.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("192.0.2.2")));
        assertThat(locator.addresses("192.0.2.9").toCompletableFuture().get())
                .containsExactly(InetAddress.ofLiteral("192.0.2.9"));
    }

    /** RFC 5922 §4: whatever DNS makes of a name, the peer has to prove the one that was asked for. */
    @Test
    void overTlsAHopNamesWhoWasAskedFor() {
        zone.srv("_sips._tcp.p.test", 0, 0, 5071, "a.test").ip("a.test", "192.0.2.1");
        var address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5071);
        assertThat(locate("p.test", -1, Transport.TLS)).containsExactly(new Hop(Transport.TLS, address, "p.test"));
        assertThat(locate("a.test", 5071, Transport.TCP)).containsExactly(new Hop(Transport.TCP, address, ""));
        assertThat(locate("192.0.2.1", 5071, Transport.TLS)).containsExactly(new Hop(Transport.TLS, address, ""));
    }

    private List<Hop> locate(String host, int port, @Nullable Transport transport) {
        return locator.locate(new HopQuery(host, port, transport))
                .toCompletableFuture()
                .join();
    }

    private List<String> hops(String host, int port, @Nullable Transport transport) {
        return locate(host, port, transport).stream()
                .map(hop -> hop.transport() + " " + hop.address())
                .toList();
    }

    /** A name server of our own. */
    static final class Zone implements Names {
        final List<String> asked = new ArrayList<>();
        final Set<String> broken = new HashSet<>();
        Duration ttl = Duration.ofMinutes(1);
        private final Map<String, List<Entry>> entries = new HashMap<>();

        Zone ip(String name, String... addresses) {
            for (var address : addresses) {
                add(name + (address.contains(":") ? " AAAA" : " A"), new Ip(InetAddress.ofLiteral(address)));
            }
            return this;
        }

        Zone srv(String name, int priority, int weight, int port, String target) {
            return add(name + " SRV", new Srv(priority, weight, port, target));
        }

        Zone naptr(String name, int order, int preference, String flags, String service, String replacement) {
            return add(name + " NAPTR", new Naptr(order, preference, flags, service, replacement));
        }

        Zone clear() {
            entries.clear();
            return this;
        }

        private Zone add(String question, Entry entry) {
            entries.computeIfAbsent(question, _ -> new ArrayList<>()).add(entry);
            return this;
        }

        @Override
        public CompletionStage<Answer> ask(String name, Kind kind) {
            var question = name + " " + kind;
            asked.add(question);
            if (broken.contains(question)) return CompletableFuture.failedFuture(new LocateFailure("broken"));
            return CompletableFuture.completedFuture(
                    new Answer(List.copyOf(entries.getOrDefault(question, List.of())), ttl));
        }
    }
}
