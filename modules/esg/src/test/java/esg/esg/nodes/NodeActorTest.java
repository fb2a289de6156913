package esg.esg.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.CallOrder;
import esg.admin.monitor.CallQuery;
import esg.admin.monitor.CallSearch;
import esg.admin.monitor.Monitor.Wanted;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.monitor.NodeState.RuleCount;
import esg.admin.nodes.LogLevel;
import esg.esg.nodes.RollCall.Part;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NodeActorTest {
    private final ActorTestKit kit = ActorTestKit.create("node");
    private final Own own = new Own();
    private final org.apache.pekko.actor.typed.ActorRef<NodeCommand> node =
            kit.spawn(NodeActor.create(own, Samples.AT));
    private final TestProbe<Done> done = kit.createTestProbe();

    @AfterEach
    void stop() {
        LogLevels.set(LogLevel.INFO);
        kit.shutdownTestKit();
    }

    private Part told(Wanted wanted) {
        var probe = kit.<RollCall.Message>createTestProbe();
        node.tell(new NodeCommand.Tell(wanted, probe.getRef()));
        return probe.expectMessageClass(Part.class);
    }

    @Test
    void tellsWhatIsWantedAndNoMore() {
        var told = told(Wanted.INSTANCES);
        assertThat(told.header().told().accounts()).isEqualTo(1);
        assertThat(told.header().told().calls()).isEqualTo(1);
        assertThat(told.header().told().since()).isEqualTo(Samples.AT);
        assertThat(told.header().told().externaladdrs()).containsExactly("203.0.113.7:5080");
        assertThat(told.regs()).isEmpty();
        assertThat(told(Wanted.REGISTRATIONS).regs()).hasSize(1);
        assertThat(told(Wanted.REGISTRATIONS).calls()).isEmpty();
    }

    @Test
    void tellsOfAsManyCallsAsAreWantedAndHowManyFit() {
        var probe = kit.<RollCall.Message>createTestProbe();
        node.tell(new NodeCommand.TellCalls(new CallQuery(CallSearch.ALL, CallOrder.NEWEST, 0), probe.getRef()));
        var part = probe.expectMessageClass(Part.class);
        assertThat(part.calls()).isEmpty();
        assertThat(part.total()).isEqualTo(1);
        node.tell(new NodeCommand.TellCalls(CallQuery.ALL, probe.getRef()));
        assertThat(probe.expectMessageClass(Part.class).calls()).hasSize(1);
    }

    @Test
    void logsAsMuchAsItIsTold() {
        node.tell(new NodeCommand.SetLogLevel(LogLevel.DEBUG, done.getRef()));
        done.expectMessage(Done.getInstance());
        assertThat(told(Wanted.INSTANCES).header().told().loglevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(LoggerFactory.getLogger("esg.trunk").isDebugEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("io.netty").isDebugEnabled())
                .as("libraries stay quiet")
                .isFalse();

        node.tell(new NodeCommand.SetLogLevel(LogLevel.ERROR, done.getRef()));
        done.expectMessage(Done.getInstance());
        assertThat(LoggerFactory.getLogger("io.netty").isWarnEnabled()).isFalse();
    }

    @Test
    void tellsWhatBorderRulesHaveDecided() {
        assertThat(told(Wanted.BORDER).border()).containsExactly(new RuleCount("scanners", 12));
    }

    @Test
    void drainsAndSaysSo() {
        node.tell(new NodeCommand.Drain(done.getRef()));
        done.expectMessage(Done.getInstance());
        assertThat(told(Wanted.INSTANCES).header().told().draining()).isTrue();
    }

    @Test
    void endsACallThatLives() {
        var answer = kit.<NodeCommand.HungUp>createTestProbe();
        for (var call : List.of("c1", "c2")) node.tell(new NodeCommand.HangUp(call, answer.getRef()));
        assertThat(List.of(answer.receiveMessage(), answer.receiveMessage()))
                .containsExactly(new NodeCommand.HungUp(true), new NodeCommand.HungUp(false));
    }

    /** One account, one call. */
    private static final class Own implements OwnNode {
        private volatile boolean draining;

        @Override
        public String node() {
            return "esg1@127.0.0.1";
        }

        @Override
        public Place place() {
            return new Place("main_site", "127.0.0.1", Optional.of(1));
        }

        @Override
        public int accountCount() {
            return 1;
        }

        @Override
        public int liveCalls() {
            return 1;
        }

        @Override
        public List<Reg> registrations() {
            return List.of(Samples.reg("pbx2", List.of()));
        }

        @Override
        public List<Call> calls() {
            return List.of(Samples.call("c1"));
        }

        @Override
        public List<RuleCount> border() {
            return List.of(new RuleCount("scanners", 12));
        }

        @Override
        public List<String> externalAddresses() {
            return List.of("203.0.113.7:5080");
        }

        @Override
        public boolean hangUp(String call) {
            return call.equals("c1");
        }

        @Override
        public boolean draining() {
            return draining;
        }

        @Override
        public void drain() {
            draining = true;
        }
    }
}
