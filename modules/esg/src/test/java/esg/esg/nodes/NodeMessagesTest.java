package esg.esg.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.CallOrder;
import esg.admin.monitor.CallQuery;
import esg.admin.monitor.CallQuery.Chosen;
import esg.admin.monitor.CallSearch;
import esg.admin.monitor.CallSearch.State;
import esg.admin.monitor.Monitor.Wanted;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.monitor.NodeState.RuleCount;
import esg.admin.nodes.LogLevel;
import esg.cluster.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NodeMessagesTest {
    /** Pekko's default for what passes between nodes in one piece. */
    private static final int FRAME = 256 * 1024;

    private static final ActorTestKit KIT = ActorTestKit.create("messages");

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static byte[] cbor(Wire message) throws Exception {
        var serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
        return serialization.serializerFor(message.getClass()).toBinary(message);
    }

    @Test
    void comeBackAsTheyWere() {
        var done = KIT.<Done>createTestProbe().getRef();
        var parts = KIT.<RollCall.Message>createTestProbe().getRef();
        for (var wanted : Wanted.values()) roundTrip(new NodeCommand.Tell(wanted, parts));
        var search = new CallSearch(
                Optional.of("acme"), Optional.of("p1"), Optional.empty(), Optional.of(State.FAILED), Set.of("c1"));
        roundTrip(new NodeCommand.TellCalls(new CallQuery(search, CallOrder.NEWEST, 50), parts));
        for (var level : LogLevel.values()) roundTrip(new NodeCommand.SetLogLevel(level, done));
        roundTrip(new NodeCommand.Drain(done));
        var regs = List.of(Samples.reg("pbx2", List.of("SIP/2.0 200 OK")), Samples.reg("pbx3", List.of()));
        roundTrip(new RollCall.Part(
                Samples.header("esg1@127.0.0.1"),
                0,
                1,
                regs,
                List.of(Samples.call("c1")),
                7,
                List.of(new RuleCount("r", 5_000_000_000L))));
    }

    private static void roundTrip(Wire message) {
        KIT.serializationTestKit().verifySerialization(message, true);
    }

    @Test
    void thousandsOfAccountsFitIntoFrames() throws Exception {
        var answer = IntStream.range(0, 12)
                .mapToObj(n -> "X-Header-" + n + ": " + "y".repeat(60))
                .toList();
        var regs = IntStream.range(0, 10_000)
                .mapToObj(n -> Samples.reg("c" + n, answer))
                .toList();
        var parts =
                Parts.ofRegistrations(Samples.header("esg1@127.0.0.1"), regs).all();
        for (var part : parts) assertThat(cbor(part)).hasSizeLessThan(FRAME);
        assertThat(parts).allSatisfy(part -> assertThat(part.of()).isEqualTo(parts.size()));
        assertThat(parts.stream().flatMap(part -> part.regs().stream()).map(Reg::code))
                .hasSize(10_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void theLongestAnswerOfARegistrarFitsIntoAFrame() throws Exception {
        var worst = Samples.reg("c", List.of("\uFFFD".repeat(65_535)));
        var parts = Parts.ofRegistrations(Samples.header("esg1@127.0.0.1"), List.of(worst, worst))
                .all();
        assertThat(parts).hasSize(2);
        for (var part : parts) assertThat(cbor(part)).hasSizeLessThan(FRAME);
    }

    @Test
    void aNodeWithNothingToTellAnswersStill() {
        assertThat(Parts.ofCalls(Samples.header("esg1@127.0.0.1"), new Chosen(List.of(), 0))
                        .all())
                .hasSize(1);
    }
}
