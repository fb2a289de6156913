package esg.esg.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.Monitor.Wanted;
import esg.esg.nodes.RollCall.Part;
import esg.esg.nodes.RollCall.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ActorTestKit kit = ActorTestKit.create("rollcall", ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<NodeCommand> esg1 = kit.createTestProbe();
    private final TestProbe<NodeCommand> esg2 = kit.createTestProbe();
    private final CompletableFuture<List<Report>> result = new CompletableFuture<>();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private void ask() {
        kit.spawn(RollCall.create(
                List.of(esg1.getRef(), esg2.getRef()),
                replyTo -> new NodeCommand.Tell(Wanted.REGISTRATIONS, replyTo),
                LIMIT,
                result));
    }

    private static NodeCommand.Tell asked(TestProbe<NodeCommand> node) {
        return node.expectMessageClass(NodeCommand.Tell.class);
    }

    private static Part part(String node, int number, int of) {
        return new Part(
                Samples.header(node),
                number,
                of,
                List.of(Samples.reg("c" + number, List.of())),
                List.of(),
                0,
                List.of());
    }

    private List<Report> reports() throws Exception {
        return result.get(3, TimeUnit.SECONDS);
    }

    @Test
    void isOverWhenAllHaveAnsweredInFull() throws Exception {
        ask();
        var first = asked(esg1);
        assertThat(first.wanted()).isEqualTo(Wanted.REGISTRATIONS);
        first.replyTo().tell(part("esg1", 1, 2)); // parts may come in any order
        asked(esg2).replyTo().tell(part("esg2", 0, 1));
        assertThat(result).isNotDone();
        first.replyTo().tell(part("esg1", 0, 2));
        assertThat(reports())
                .satisfiesExactlyInAnyOrder(
                        report -> assertThat(report.regs()).hasSize(2),
                        report -> assertThat(report.header().node()).isEqualTo("esg2"));
    }

    @Test
    void leavesOutWhoStaysSilent() throws Exception {
        ask();
        asked(esg1).replyTo().tell(part("esg1", 0, 1));
        time.expectNoMessageFor(LIMIT.minusMillis(10), esg1);
        assertThat(result).isNotDone();
        time.timePasses(LIMIT);
        assertThat(reports()).extracting(report -> report.header().node()).containsExactly("esg1");
    }

    @Test
    void leavesOutWhoseAnswerStaysIncomplete() throws Exception {
        ask();
        asked(esg1).replyTo().tell(part("esg1", 0, 1));
        asked(esg2).replyTo().tell(part("esg2", 0, 2));
        time.expectNoMessageFor(LIMIT.minusMillis(10), esg2);
        time.timePasses(LIMIT);
        assertThat(reports()).extracting(report -> report.header().node()).containsExactly("esg1");
    }

    @Test
    void waitsOnForANodeThatStillTalks() throws Exception {
        ask();
        asked(esg2).replyTo().tell(part("esg2", 0, 1));
        var first = asked(esg1);
        for (int number = 0; number < 3; number++) {
            time.expectNoMessageFor(LIMIT.minusMillis(100), esg1);
            assertThat(result).isNotDone();
            first.replyTo().tell(part("esg1", number, 3));
        }
        assertThat(reports()).hasSize(2);
    }
}
