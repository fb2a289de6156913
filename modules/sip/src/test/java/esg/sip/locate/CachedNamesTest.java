package esg.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import esg.sip.locate.LocatorTest.Zone;
import esg.sip.locate.Names.Answer;
import esg.sip.locate.Names.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedNamesTest {
    private final Zone zone = new Zone().ip("p.test", "192.0.2.1");
    private final LocateSettings settings = LocateSettings.from(ConfigFactory.load());
    private Instant now = Instant.EPOCH;
    private final CachedNames names = new CachedNames(zone, settings, () -> now);

    @Test
    void asksAgainOnlyWhenTheTimeToLiveIsOver() {
        ask();
        after(59);
        ask();
        assertThat(zone.asked).hasSize(1);

        zone.clear().ip("p.test", "192.0.2.2");
        after(2);
        assertThat(ask().entries()).hasToString("[Ip[address=/192.0.2.2]]");
        assertThat(zone.asked).hasSize(2);
    }

    @Test
    void servesTheOldAnswerWhileNameServersFail() {
        var known = ask();
        zone.broken.add("p.test A");
        after(61);

        assertThat(ask()).isEqualTo(known);
        assertThat(ask()).isEqualTo(known);
        assertThat(zone.asked).as("a failing server is left alone for a while").hasSize(2);

        after(86_400);
        assertThatThrownBy(this::ask).hasMessageContaining("no name server answered for p.test A");
    }

    @Test
    void keepsNoTimeToLiveBelowTheBound() {
        zone.ttl = Duration.ZERO;
        ask();
        after(4);
        ask();
        assertThat(zone.asked).hasSize(1);
    }

    @Test
    void asksOnceForManyAskers() {
        var pending = new CompletableFuture<Answer>();
        int[] asked = {0};
        var slow = new CachedNames(
                (_, _) -> {
                    asked[0]++;
                    return pending;
                },
                settings,
                () -> now);

        var first = slow.ask("p.test", Kind.A).toCompletableFuture();
        var second = slow.ask("P.Test", Kind.A).toCompletableFuture();
        pending.complete(new Answer(List.of(), Duration.ZERO));

        assertThat(asked[0]).isEqualTo(1);
        assertThat(first.join()).isEqualTo(second.join());
    }

    private Answer ask() {
        return names.ask("p.test", Kind.A).toCompletableFuture().join();
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
