package esg.esg.nodes;

import esg.admin.monitor.CallQuery.Chosen;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.monitor.NodeState.RuleCount;
import esg.admin.nodes.NodeInfo.Told;
import esg.cluster.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Asks some nodes once and gathers what they say. Over when all have answered in full, or when none has said anything for the limit: a node
 * with much to tell may take longer, one that hangs costs the limit once, however many hang.
 */
final class RollCall {
    sealed interface Message {}

    /**
     * A part of a node's answer.
     *
     * @param number from 0
     * @param of how many there are
     * @param total of calls that fit
     */
    record Part(Header header, int number, int of, List<Reg> regs, List<Call> calls, int total, List<RuleCount> border)
            implements Message, Wire {}

    private record Silence() implements Message {}

    /** Who says it, and how it is. */
    record Header(String node, OwnNode.Place place, Told told) {}

    /** All that one node said. */
    record Report(Header header, List<Reg> regs, Chosen calls, List<RuleCount> border) {}

    /** What each is asked. */
    @FunctionalInterface
    interface Question {
        NodeCommand to(ActorRef<Message> replyTo);
    }

    private final int asked;
    private final CompletableFuture<List<Report>> result;
    private final Map<String, Map<Integer, Part>> heard = new HashMap<>();

    private RollCall(int asked, CompletableFuture<List<Report>> result) {
        this.asked = asked;
        this.result = result;
    }

    /** @param result completed with the reports of those that answered in full; never fails */
    static Behavior<Message> create(
            Collection<ActorRef<NodeCommand>> nodes,
            Question question,
            Duration limit,
            CompletableFuture<List<Report>> result) {
        return Behaviors.setup(ctx -> {
            ctx.setReceiveTimeout(limit, new Silence());
            for (var node : nodes) node.tell(question.to(ctx.getSelf()));
            return new RollCall(nodes.size(), result).gathering();
        });
    }

    private Behavior<Message> gathering() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Part part -> heard(part);
            case Silence _ -> over();
        });
    }

    private Behavior<Message> heard(Part part) {
        heard.computeIfAbsent(part.header.node, _ -> new HashMap<>()).put(part.number, part);
        long complete = heard.values().stream().filter(RollCall::complete).count();
        return complete < asked ? Behaviors.same() : over();
    }

    private Behavior<Message> over() {
        result.complete(heard.values().stream()
                .filter(RollCall::complete)
                .map(RollCall::report)
                .toList());
        return Behaviors.stopped();
    }

    private static boolean complete(Map<Integer, Part> parts) {
        return parts.values().stream().allMatch(part -> parts.size() == part.of);
    }

    private static Report report(Map<Integer, Part> parts) {
        var regs = new ArrayList<Reg>();
        var calls = new ArrayList<Call>();
        var border = new ArrayList<RuleCount>();
        Header header = null;
        int total = 0;
        for (var part : parts.values()) {
            header = part.header;
            total = part.total;
            regs.addAll(part.regs);
            calls.addAll(part.calls);
            border.addAll(part.border);
        }
        if (header == null) throw new IllegalStateException("no parts");
        return new Report(header, regs, new Chosen(calls, total), border);
    }
}
