package esg.trunk.remote;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.account.Transport;
import esg.domain.normalize.CallNumbers;
import esg.sip.transport.Side;
import esg.trunk.leg.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses nodes arrives as it was sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossingTest {
    private static final byte[] PACKET = {0, 13, 10, (byte) 0xff};
    private static final Arrival ARRIVAL =
            new Arrival(PACKET, "2001:db8::1", 5060, Side.OUTSIDE, Transport.UDP, "udp:0.0.0.0:5080");
    private static final AccountId ID = new AccountId("acme.example", "pbx");
    private static final CallNumbers NUMBERS = new CallNumbers("1", "Ä", "a", "2", "b", "3", null);

    private final ActorTestKit kit = ActorTestKit.create();
    private ActorRef<Exchange.Command> ingress =
            kit.<Exchange.Command>createTestProbe().getRef();

    @BeforeAll
    void start() {
        ingress = kit.<Exchange.Command>createTestProbe().getRef();
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    Stream<Crossing> messages() {
        var far = new Refused(486, "Busy Here", "", PACKET, false);
        return Stream.of(
                new Crossing.CarryIn(ingress, 1L << 40, ARRIVAL, List.of(ID)),
                new Crossing.CarryOut(ingress, 2, ARRIVAL, ID, NUMBERS, 3, "rule"),
                new Crossing.CarryOn(ingress, 4, ARRIVAL),
                new Crossing.Ack(PACKET, "192.0.2.1"),
                new Crossing.Cancel(ingress, 5, PACKET),
                new Crossing.NotAcknowledged(ingress, 6),
                new Crossing.NotSent(ingress, 7, "no route"),
                new Crossing.Dropped(ingress, 8),
                new Crossing.Taken(9),
                new Crossing.NotTaken(10, far),
                new Crossing.NotTaken(11, Refused.of(Rejection.NOT_SERVED)),
                new Crossing.Answer(12, PACKET));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void arrivesAsItWas(Crossing message) {
        var back = kit.serializationTestKit().verifySerialization(message, false);
        assertThat(back).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void aRefusalStaysWhatItWas() {
        var refusal = Refusal.lost(Rejection.ACCOUNT_INACTIVE);
        assertThat(Refused.of(refusal).refusal()).isEqualTo(refusal);
        assertThat(Refused.of(Rejection.UNKNOWN_ACCOUNT).is(Rejection.UNKNOWN_ACCOUNT))
                .isTrue();
    }
}
