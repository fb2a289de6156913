package esg.esg.bans;

import esg.admin.bans.BanState;
import esg.admin.bans.NodeBans;
import esg.admin.nodes.Nodes.NoAnswer;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.sip.ban.Bans;
import esg.sip.ban.Imposed;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The bans of all nodes as one of them sees them. */
public final class ClusterBans implements esg.admin.bans.Bans {
    /**
     * This node.
     *
     * @param answerWithin how long another may stay silent
     */
    public record Own(String node, Bans bans, Duration answerWithin) {}

    private static final String BANNED = "banned";

    private final ActorSystem<?> system;
    private final Members members;
    private final Own own;
    private final ActorRef<BanCommand> self;

    private ClusterBans(ActorSystem<?> system, Members members, Own own) {
        this.system = system;
        this.members = members;
        this.own = own;
        self = system.systemActorOf(BansActor.create(own.node, own.bans), BansActor.NAME, Props.empty());
    }

    /** Lets other nodes ask this one, and hear of its bans. Once for each actor system. */
    public static ClusterBans start(ActorSystem<?> system, Members members, Own own) {
        var bans = new ClusterBans(system, members, own);
        own.bans.announce(own.node, bans::announce);
        return bans;
    }

    /** Sources this node has banned itself, some hundred at most. */
    public List<BanState> imposed() {
        return BansActor.states(own.bans.list(BansActor.MOST)).stream()
                .filter(ban -> ban.state().equals(BANNED) && ban.by().equals(own.node))
                .toList();
    }

    private void announce(Imposed ban) {
        var follow = new BanCommand.Follow(own.node, ban.address(), ban.term(), ban.why());
        for (var member : others()) at(member).tell(follow);
    }

    @Override
    public CompletionStage<List<NodeBans>> list() {
        var answers = new ArrayList<CompletableFuture<Optional<NodeBans>>>();
        for (var node : all()) {
            answers.add(AskPattern.<BanCommand, BanCommand.Told>ask(
                            node.bans, BanCommand.Tell::new, own.answerWithin, system.scheduler())
                    .handle((told, failure) -> failure == null
                            ? Optional.of(new NodeBans(told.node(), told.bans()))
                            : Optional.<NodeBans>empty())
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .toList());
    }

    @Override
    public CompletionStage<Boolean> lift(String address) {
        var answers = new ArrayList<CompletableFuture<Boolean>>();
        for (var node : all()) {
            answers.add(AskPattern.<BanCommand, BanCommand.Lifted>ask(
                            node.bans,
                            replyTo -> new BanCommand.Lift(address, replyTo),
                            own.answerWithin,
                            system.scheduler())
                    .handle((lifted, failure) -> {
                        if (failure != null) throw new NoAnswer(node.name);
                        return lifted.done();
                    })
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> answers.stream().anyMatch(CompletableFuture::join));
    }

    @Override
    public boolean isExempt(InetAddress source) {
        return own.bans.standings().isExempt(source);
    }

    private record Asked(String name, ActorRef<BanCommand> bans) {}

    /** This node, in the cluster or not yet, and those that answer. */
    private List<Asked> all() {
        var all = new ArrayList<Asked>();
        all.add(new Asked(own.node, self));
        for (var member : others()) all.add(new Asked(member.node(), at(member)));
        return all;
    }

    private List<MemberInfo> others() {
        return members.list().stream()
                .filter(member -> member.reachable() && !member.node().equals(own.node))
                .toList();
    }

    private ActorRef<BanCommand> at(MemberInfo member) {
        return ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + BansActor.NAME);
    }
}
