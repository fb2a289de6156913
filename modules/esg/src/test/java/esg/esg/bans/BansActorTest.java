package esg.esg.bans;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.admin.bans.BanState;
import esg.cluster.wire.Wire;
import esg.domain.ban.Offence;
import esg.sip.ban.BanSettings;
import esg.sip.ban.Bans;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** SEC-01: what nodes tell each other of bans. */
class BansActorTest {
    /** Pekko's default for what passes between nodes in one piece. */
    private static final int FRAME = 256 * 1024;

    private static final ActorTestKit KIT = ActorTestKit.create("bans");

    private final Bans bans = new Bans(BanSettings.from(ConfigFactory.load()));
    private final ActorRef<BanCommand> node = KIT.spawn(BansActor.create("esg1@127.0.0.1", bans));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private BanCommand.Told told() {
        var probe = KIT.<BanCommand.Told>createTestProbe();
        node.tell(new BanCommand.Tell(probe.getRef()));
        return probe.receiveMessage();
    }

    @Test
    void aBanOfAnotherNodeIsFollowedToldOfAndLifted() {
        node.tell(new BanCommand.Follow("esg2@127.0.0.1", "198.51.100.66", Duration.ofMinutes(5), "stray:31"));
        var told = told();
        assertThat(told.node()).isEqualTo("esg1@127.0.0.1");
        assertThat(told.bans()).hasSize(1);
        assertThat(told.bans().getFirst().state()).isEqualTo("banned");
        assertThat(told.bans().getFirst().by()).isEqualTo("esg2@127.0.0.1");
        assertThat(bans.drops(InetAddress.ofLiteral("198.51.100.66"))).isTrue();

        var lifted = KIT.<BanCommand.Lifted>createTestProbe();
        node.tell(new BanCommand.Lift("198.51.100.66", lifted.getRef()));
        lifted.expectMessage(new BanCommand.Lifted(true));
        assertThat(bans.drops(InetAddress.ofLiteral("198.51.100.66"))).isFalse();
        assertThat(told().bans()).isEmpty();
    }

    @Test
    void messagesComeBackAsTheyWere() {
        var told = KIT.<BanCommand.Told>createTestProbe().getRef();
        var lifted = KIT.<BanCommand.Lifted>createTestProbe().getRef();
        roundTrip(new BanCommand.Tell(told));
        roundTrip(new BanCommand.Lift("2001:db8:0:0:0:0:0:0/64", lifted));
        roundTrip(new BanCommand.Lifted(true));
        roundTrip(new BanCommand.Follow("esg1@127.0.0.1", "198.51.100.66", Duration.ofMinutes(5), "stray:31"));
        var banned = new BanState(
                "198.51.100.66",
                "banned",
                Map.of("stray", 31),
                Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
                5_000_000_000L,
                2,
                0,
                "esg2@127.0.0.1",
                "");
        roundTrip(new BanCommand.Told("esg1@127.0.0.1", java.util.List.of(banned)));
    }

    private static void roundTrip(Wire message) {
        KIT.serializationTestKit().verifySerialization(message, true);
    }

    @Test
    void aFloodOfSourcesFitsIntoAFrame() throws Exception {
        IntStream.range(0, 2_000).forEach(i -> {
            var source = InetAddress.ofLiteral("2001:db8:" + Integer.toHexString(i + 1) + ":ffff::1");
            for (var offence : Offence.values()) for (int n = 0; n < 12; n++) bans.charge(source, offence);
        });
        var told = told();
        assertThat(told.bans()).hasSize(BansActor.MOST);
        var serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
        assertThat(serialization.serializerFor(told.getClass()).toBinary(told)).hasSizeLessThan(FRAME);
    }
}
