package esg.esg.diagram;

import com.fasterxml.jackson.core.type.TypeReference;
import esg.admin.monitor.CallPackets;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.esg.diagram.PacketsCommand.Find;
import esg.esg.diagram.PacketsCommand.Told;
import esg.esg.nodes.Packed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The packets of a call, whichever nodes it passed: each is asked for those it wrote down. */
public final class ClusterPackets implements CallPackets {
    /** Two hundred megabytes of files are read in one or two seconds, more slowly by a node that is busy. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);

    private static final TypeReference<List<Packet>> PACKETS = new TypeReference<>() {};

    private final ActorSystem<?> system;
    private final Members members;
    private final String own;
    private final ActorRef<PacketsCommand> self;

    private ClusterPackets(ActorSystem<?> system, Members members, LoggedPackets own) {
        this.system = system;
        this.members = members;
        this.own = own.node();
        var blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig("esg.admin.blocking-dispatcher"));
        self = system.systemActorOf(PacketsActor.create(own, blocking), PacketsActor.NAME, Props.empty());
    }

    /** Lets other nodes ask this one. Once for each actor system. */
    public static ClusterPackets start(ActorSystem<?> system, Members members, LoggedPackets own) {
        return new ClusterPackets(system, members, own);
    }

    @Override
    public CompletionStage<Everywhere> of(Search search) {
        var silent = new ArrayList<String>();
        var asked = new LinkedHashMap<String, CompletableFuture<Told>>();
        asked.put(own, ask(self, search));
        for (var member : members.list()) {
            if (member.node().equals(own)) continue;
            if (member.reachable()) asked.put(member.node(), ask(at(member), search));
            else silent.add(member.node());
        }
        return CompletableFuture.allOf(asked.values().stream()
                        .map(answer -> answer.handle((told, failure) -> told))
                        .toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> everywhere(asked, silent));
    }

    private static Everywhere everywhere(Map<String, CompletableFuture<Told>> asked, List<String> silent) {
        var found = new ArrayList<Found>();
        asked.forEach((node, answer) -> {
            if (answer.isCompletedExceptionally() || !answer.join().problem().isEmpty()) silent.add(node);
            else found.add(found(answer.join()));
        });
        return new Everywhere(found, silent.stream().sorted().toList());
    }

    private static Found found(Told told) {
        return new Found(told.node(), Packed.read(told.packed(), PACKETS), told.complete(), told.written());
    }

    private CompletableFuture<Told> ask(ActorRef<PacketsCommand> node, Search search) {
        return AskPattern.<PacketsCommand, Told>ask(
                        node,
                        replyTo -> new Find(
                                search.callIds(),
                                search.from().toEpochMilli(),
                                search.to().toEpochMilli(),
                                replyTo),
                        READ_WITHIN,
                        system.scheduler())
                .toCompletableFuture();
    }

    private ActorRef<PacketsCommand> at(MemberInfo member) {
        return ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + PacketsActor.NAME);
    }
}
