package esg.trunk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountForm;
import esg.sip.locate.Locator;
import esg.sip.locate.Names;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** SEC-01: whose addresses are no strangers', whichever node serves the account. */
class KnownSourcesTest {
    private final Map<String, InetAddress> dns = new ConcurrentHashMap<>(Map.of("sip.example", address("192.0.2.1")));
    private final FakeFeed feed = new FakeFeed();
    private final AtomicInteger changes = new AtomicInteger();

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private void account(String code, String domain, String proxyaddr, List<String> extaddrs) {
        var doc = new HashMap<String, Object>(
                Map.of("id", code, "d", "acme.example", "code", code, "reg", false, "username", "", "domain", domain));
        doc.put("proxyaddr", proxyaddr);
        doc.put("extaddrs", extaddrs);
        feed.put(AccountForm.read(doc).orThrow());
    }

    private KnownSources follow() {
        Names names = (name, kind) -> {
            var found = kind == Names.Kind.A ? dns.get(name) : null;
            return CompletableFuture.completedFuture(
                    new Names.Answer(found == null ? List.of() : List.of(new Names.Ip(found)), Duration.ofMinutes(1)));
        };
        return KnownSources.follow(
                feed, new Locator(names, 4, RandomGenerator.getDefault()), Runnable::run, changes::incrementAndGet);
    }

    @Test
    void areThoseThatAnyAccountNames() {
        account("a", "203.0.113.1", "198.51.100.9", List.of("10.1.0.0/16", "10.2.?.1", "10.3.0.1"));
        account("b", "sip.example", "", List.of());
        var known = follow();
        await().until(() -> known.has(address("192.0.2.1")));
        for (var source : List.of("203.0.113.1", "198.51.100.9", "10.1.2.3", "10.2.7.1", "10.3.0.1")) {
            assertThat(known.has(address(source))).as(source).isTrue();
        }
        assertThat(known.has(address("203.0.113.2"))).isFalse();
        assertThat(changes).as("who was banned may be somebody by now").hasPositiveValue();
    }

    @Test
    void aPatternThatEverybodyFitsNamesNobody() {
        account("a", "203.0.113.1", "", List.of("*", "0.0.0.0/0"));
        assertThat(follow().has(address("198.51.100.66"))).isFalse();
    }

    @Test
    void newAddressesOfANameAreLearntAndOldOnesKeptWhileItHasNone() {
        account("b", "sip.example", "", List.of());
        var known = follow();
        await().until(() -> known.has(address("192.0.2.1")));
        dns.remove("sip.example");
        known.resolve();
        assertThat(known.has(address("192.0.2.1"))).isTrue();
        dns.put("sip.example", address("192.0.2.2"));
        known.resolve();
        await().until(() -> known.has(address("192.0.2.2")));
        assertThat(known.has(address("192.0.2.1"))).isFalse();
    }

    @Test
    void manyNamesAreAskedWithoutEnd() {
        for (int i = 0; i < 2_000; i++) {
            dns.put("sip" + i + ".example", address("198.18." + i / 256 + "." + i % 256));
            account("a" + i, "sip" + i + ".example", "", List.of());
        }
        var known = follow();
        await().until(() -> known.has(address("198.18.0.0")) && known.has(address("198.18.7.207")));
    }
}
