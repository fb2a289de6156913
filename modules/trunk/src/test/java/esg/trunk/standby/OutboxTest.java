package esg.trunk.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import esg.domain.account.Transport;
import esg.sip.transport.Side;
import esg.trunk.call.CallFacts;
import esg.trunk.call.CallState;
import esg.trunk.call.RingingCall;
import esg.trunk.call.RingingCall.Loose;
import esg.trunk.standby.StandByMessage.Changes;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final String SELF = "pekko://esg@192.0.2.1:17355";
    private static final int LARGEST = 256 * 1024;

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<StandByMessage> peer = kit.createTestProbe(StandByMessage.class);
    private final Outbox outbox = new Outbox(kit.system(), SELF, peer.ref());

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    private static CallState talking(String id, int answered) {
        return new CallState(
                id, "d/code", true, "200", "100", 1, answered, List.of(id), Map.of(), Map.of(), CallFacts.UNKNOWN);
    }

    private static RingingCall ringing(String id, int bytes) {
        return new RingingCall(
                id,
                "d/code",
                new Loose(Side.OUTSIDE, Transport.UDP, "192.0.2.9", 5060, "", new byte[bytes]),
                null,
                List.of(),
                null);
    }

    private Changes next() {
        return peer.expectMessageClass(Changes.class);
    }

    @Test
    void tellsTogetherWhatHappensTogetherAndOfEachCallTheLastStateAlone() {
        synchronized (outbox) { // nothing leaves meanwhile, but for the first
            outbox.keep(talking("first", 1));
            outbox.keep(ringing("a", 500));
            outbox.keep(talking("a", 2));
            outbox.keep(talking("a", 3));
            outbox.keep(ringing("b", 500));
            outbox.keep(talking("c", 2));
            outbox.forget("c");
            outbox.forget("d");
            outbox.keep(talking("d", 4));
        }
        assertThat(next().talking()).extracting(CallState::id).containsExactly("first");
        var told = next();
        assertThat(told.node()).isEqualTo(SELF);
        assertThat(told.talking())
                .extracting(CallState::id, CallState::answered)
                .containsExactly(tuple("a", 3L), tuple("d", 4L));
        assertThat(told.ringing()).extracting(RingingCall::id).containsExactly("b");
        assertThat(told.ended()).containsExactly("c");
        peer.expectNoMessage();
    }

    /** A node may die at any time: while there is little to tell, nothing waits. */
    @Test
    void tellsAtOnceWhatHappensAfterQuiet() {
        synchronized (outbox) { // nothing leaves later
            outbox.keep(ringing("a", 500));
            assertThat(next().ringing()).hasSize(1);
        }
    }

    @Test
    void tellsLaterChangesLater() {
        outbox.keep(talking("a", 2));
        assertThat(next().talking()).hasSize(1);
        outbox.forget("a");
        assertThat(next().ended()).containsExactly("a");
    }

    @Test
    void noMessageIsTooLargeForTheWayBetweenNodes() {
        int calls = 500;
        IntStream.range(0, calls).forEach(i -> outbox.keep(ringing("call-" + i, 8_000)));
        int told = 0;
        while (told < calls) {
            var changes = next();
            assertThat(kit.serializationTestKit()
                            .verifySerialization(changes, false)
                            .ringing())
                    .hasSameSizeAs(changes.ringing());
            assertThat(changes.ringing().stream()
                            .mapToInt(call ->
                                    call.caller() == null ? 0 : call.caller().request().length)
                            .sum())
                    .isLessThan(LARGEST / 2);
            told += changes.ringing().size();
        }
        assertThat(told).isEqualTo(calls);
    }
}
