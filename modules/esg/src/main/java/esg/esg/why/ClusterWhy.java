package esg.esg.why;

import com.fasterxml.jackson.core.type.TypeReference;
import esg.admin.nodes.Nodes.NoAnswer;
import esg.admin.why.Explanation;
import esg.admin.why.Packet;
import esg.admin.why.Refused;
import esg.admin.why.RefusedEverywhere;
import esg.admin.why.RefusedThere;
import esg.admin.why.Why;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Pattern;
import esg.esg.nodes.Packed;
import esg.esg.why.WhyCommand.Document;
import esg.esg.why.WhyCommand.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Why calls do not come in, wherever they came to: what a node refused is told and explained by that node. */
public final class ClusterWhy implements Why {
    /** To explain takes questions to other nodes and to name servers. */
    private static final Duration EXPLAINS_WITHIN = Duration.ofSeconds(10);

    private static final TypeReference<LinkedHashMap<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final ActorSystem<?> system;
    private final Members members;
    private final Explainer own;
    private final Duration answerWithin;
    private final ActorRef<WhyCommand> self;

    private ClusterWhy(ActorSystem<?> system, Members members, Explainer own, Duration answerWithin) {
        this.system = system;
        this.members = members;
        this.own = own;
        this.answerWithin = answerWithin;
        self = system.systemActorOf(WhyActor.create(own), WhyActor.NAME, Props.empty());
    }

    /**
     * Lets other nodes ask this one. Once for each actor system.
     *
     * @param answerWithin how long another may stay silent
     */
    public static ClusterWhy start(ActorSystem<?> system, Members members, Explainer own, Duration answerWithin) {
        return new ClusterWhy(system, members, own, answerWithin);
    }

    @Override
    public CompletionStage<Explanation> explain(Packet packet) {
        return own.explain(packet);
    }

    @Override
    public CompletionStage<Standing> standing() {
        return own.standing();
    }

    @Override
    public CompletionStage<RefusedEverywhere> refused() {
        var answers = Stream.concat(Stream.of(self), others().map(this::at))
                .map(node -> told(node, Long.MAX_VALUE, new ArrayList<>())
                        .handle((all, failure) -> failure == null ? Optional.of(all) : Optional.<RefusedThere>empty())
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .toList())
                .thenApply(nodes -> new RefusedEverywhere(nodes, silent(nodes)));
    }

    /** A frame after the other, so that each has its own time to come. */
    private CompletionStage<RefusedThere> told(ActorRef<WhyCommand> node, long before, List<Refused> newer) {
        return AskPattern.<WhyCommand, Told>ask(
                        node, replyTo -> new WhyCommand.Tell(before, replyTo), answerWithin, system.scheduler())
                .thenCompose(told -> {
                    newer.addAll(told.refused());
                    if (told.next() > 0 && told.next() < before) return told(node, told.next(), newer);
                    var patterns = told.patterns().stream().map(Pattern::host).toList();
                    var server = new ServerAddresses(told.addresses(), patterns);
                    return CompletableFuture.completedFuture(new RefusedThere(told.node(), server, newer));
                });
    }

    /** Instances that did not answer, those that are gone too, as the monitor has it. */
    private List<String> silent(List<RefusedThere> answered) {
        var nodes = answered.stream().map(RefusedThere::node).collect(Collectors.toSet());
        return members.list().stream()
                .filter(member -> member.instance().isPresent() && !nodes.contains(member.node()))
                .map(MemberInfo::node)
                .sorted()
                .toList();
    }

    @Override
    public CompletionStage<Optional<Map<String, Object>>> refused(String id) {
        var found = RefusedId.of(id, own.node());
        if (found.isEmpty()) return nothing();
        long number = found.get().number();
        if (found.get().node().equals(own.node())) return CompletableFuture.completedFuture(own.shown(number));
        return ask(found.get().node(), replyTo -> new WhyCommand.Show(number, replyTo), answerWithin);
    }

    @Override
    public CompletionStage<Optional<Map<String, Object>>> explain(String id) {
        var found = RefusedId.of(id, own.node());
        if (found.isEmpty()) return nothing();
        long number = found.get().number();
        if (found.get().node().equals(own.node())) return own.explained(number);
        return ask(found.get().node(), replyTo -> new WhyCommand.Explain(number, replyTo), EXPLAINS_WITHIN);
    }

    private CompletionStage<Optional<Map<String, Object>>> ask(
            String node, Function<ActorRef<Document>, WhyCommand> question, Duration within) {
        var asked = members.list().stream()
                .filter(member -> member.node().equals(node))
                .findFirst();
        if (asked.isEmpty()) return nothing();
        if (!asked.get().reachable()) return CompletableFuture.failedFuture(new NoAnswer(node));
        return AskPattern.<WhyCommand, Document>ask(at(asked.get()), question::apply, within, system.scheduler())
                .handle((document, failure) -> {
                    if (failure != null) throw new NoAnswer(node);
                    return read(document);
                });
    }

    private static Optional<Map<String, Object>> read(Document document) {
        if (!document.problem().isEmpty()) throw new Unreadable(document.problem());
        return document.packed().length == 0 ? Optional.empty() : Optional.of(Packed.read(document.packed(), DOCUMENT));
    }

    private static CompletionStage<Optional<Map<String, Object>>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private Stream<MemberInfo> others() {
        return members.list().stream()
                .filter(member -> member.reachable() && !member.node().equals(own.node()));
    }

    private ActorRef<WhyCommand> at(MemberInfo member) {
        return ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + WhyActor.NAME);
    }
}
