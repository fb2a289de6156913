package esg.esg.nodes;

import esg.admin.monitor.CallQuery;
import esg.admin.monitor.FoundCalls;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.NodeState;
import esg.admin.nodes.LogLevel;
import esg.admin.nodes.NodeInfo;
import esg.admin.nodes.Nodes;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.domain.placement.Instance;
import esg.esg.nodes.NodeCommand.HungUp;
import esg.esg.nodes.RollCall.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** All nodes of the cluster as one of them sees and asks them. */
public final class ClusterNodes implements Monitor, Nodes {
    private final ActorSystem<?> system;
    private final Members members;
    private final OwnNode own;
    private final Duration answerWithin;
    private final ActorRef<NodeCommand> self;
    private final AtomicLong calls = new AtomicLong();

    private ClusterNodes(ActorSystem<?> system, Members members, OwnNode own, Duration answerWithin) {
        this.system = system;
        this.members = members;
        this.own = own;
        this.answerWithin = answerWithin;
        var since = Instant.ofEpochMilli(system.startTime());
        this.self = system.systemActorOf(NodeActor.create(own, since), NodeActor.NAME, Props.empty());
    }

    /**
     * Lets other nodes ask this one. Once for each actor system.
     *
     * @param answerWithin how long a node may stay silent before it counts as offline
     */
    public static ClusterNodes start(ActorSystem<?> system, Members members, OwnNode own, Duration answerWithin) {
        return new ClusterNodes(system, members, own, answerWithin);
    }

    @Override
    public CompletionStage<List<NodeState>> nodes(Wanted wanted) {
        return rollCall(replyTo -> new NodeCommand.Tell(wanted, replyTo)).thenApply(this::states);
    }

    @Override
    public CompletionStage<FoundCalls> calls(CallQuery query) {
        return rollCall(replyTo -> new NodeCommand.TellCalls(query, replyTo))
                .thenApply(reports -> FoundCalls.of(
                        query,
                        reports.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        report -> report.getValue().calls()))));
    }

    @Override
    public CompletionStage<List<NodeInfo>> list() {
        return rollCall(replyTo -> new NodeCommand.Tell(Wanted.INSTANCES, replyTo))
                .thenApply(reports -> members.list().stream()
                        .map(member -> info(member, reports.get(member.node())))
                        .toList());
    }

    @Override
    public CompletionStage<Void> setLogLevel(String node, LogLevel level) {
        return ask(node, replyTo -> new NodeCommand.SetLogLevel(level, replyTo));
    }

    @Override
    public CompletionStage<Void> drain(String node) {
        return ask(node, NodeCommand.Drain::new);
    }

    @Override
    public CompletionStage<Boolean> hangUp(String node, String call) {
        return this.<HungUp>asked(node, replyTo -> new NodeCommand.HangUp(call, replyTo))
                .thenApply(HungUp::lived);
    }

    private CompletionStage<Map<String, Report>> rollCall(RollCall.Question question) {
        var asked = new ArrayList<ActorRef<NodeCommand>>();
        asked.add(self);
        for (var member : members.list()) {
            // One known not to answer would only be waited for.
            if (member.reachable() && !member.node().equals(own.node())) asked.add(at(member));
        }
        var result = new CompletableFuture<List<Report>>();
        var behavior = RollCall.create(asked, question, answerWithin, result);
        system.systemActorOf(behavior, "esg-roll-call-" + calls.incrementAndGet(), Props.empty());
        return result.thenApply(reports -> reports.stream()
                .collect(Collectors.toMap(report -> report.header().node(), Function.identity())));
    }

    private List<NodeState> states(Map<String, Report> reports) {
        var states = new ArrayList<NodeState>();
        for (var report : reports.values()) {
            // The monitor lists instances (MON-03).
            if (report.header().place().roleid().isPresent()) states.add(online(report));
        }
        for (var member : members.list()) {
            if (reports.containsKey(member.node())) continue;
            member.instance().ifPresent(instance -> states.add(offline(instance)));
        }
        return states;
    }

    private static NodeState online(Report report) {
        var header = report.header();
        var place = header.place();
        return new NodeState(
                place.site(),
                place.roleid().orElse(0),
                header.node(),
                place.address(),
                true,
                report.regs(),
                report.border());
    }

    /** What stands in its name; the site is taken to be ours. */
    private NodeState offline(Instance instance) {
        var node = instance.node();
        var address = node.substring(node.indexOf('@') + 1);
        return NodeState.offline(own.place().site(), instance.roleid(), node, address);
    }

    private static NodeInfo info(MemberInfo member, @Nullable Report report) {
        return new NodeInfo(
                member.node(),
                member.address().hostPort().replaceFirst("^.*@", ""),
                member.roles(),
                member.instance()
                        .map(instance ->
                                new NodeInfo.Placing(instance.roleid(), instance.priority(), instance.unbound())),
                member.state(),
                member.reachable(),
                Optional.ofNullable(report).map(one -> one.header().told()));
    }

    private CompletionStage<Void> ask(String node, Function<ActorRef<Done>, NodeCommand> question) {
        return this.<Done>asked(node, question).thenApply(_ -> null);
    }

    private <T> CompletionStage<T> asked(String node, Function<ActorRef<T>, NodeCommand> question) {
        var asked = members.list().stream()
                .filter(member -> member.node().equals(node) && member.reachable())
                .findFirst();
        if (asked.isEmpty()) return CompletableFuture.failedFuture(new NoAnswer(node));
        return AskPattern.<NodeCommand, T>ask(at(asked.get()), question::apply, answerWithin, system.scheduler())
                .exceptionally(_ -> {
                    throw new NoAnswer(node);
                });
    }

    private ActorRef<NodeCommand> at(MemberInfo member) {
        if (member.node().equals(own.node())) return self;
        return ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + NodeActor.NAME);
    }
}
