package esg.esg.events;

import esg.admin.bans.BanState;
import esg.admin.events.Event;
import esg.admin.events.Events;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.esg.nodes.OwnNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Source;

/** What happens on all nodes, as one of them is told. */
public final class ClusterEvents implements Events {
    /** Events that wait for a reader: some seconds of a busy node. */
    private static final int WAITING = 2_000;

    private final ActorSystem<?> system;
    private final Members members;
    private final String own;
    private final ActorRef<EventCommand> self;
    private final AtomicLong readers = new AtomicLong();

    private ClusterEvents(ActorSystem<?> system, Members members, OwnNode own, Supplier<List<BanState>> bans) {
        this.system = system;
        this.members = members;
        this.own = own.node();
        self = system.systemActorOf(
                EventActor.create(own.node(), () -> look(own, bans)), EventActor.NAME, Props.empty());
    }

    /**
     * Lets other nodes listen to this one. Once for each actor system.
     *
     * @param bans sources this node has banned itself
     */
    public static ClusterEvents start(
            ActorSystem<?> system, Members members, OwnNode own, Supplier<List<BanState>> bans) {
        return new ClusterEvents(system, members, own, bans);
    }

    private Look look(OwnNode node, Supplier<List<BanState>> bans) {
        var states = members.list().stream()
                .collect(Collectors.toMap(MemberInfo::node, ClusterEvents::state, (one, _) -> one));
        return new Look(node.registrations(), node.calls(), states, bans.get());
    }

    private static String state(MemberInfo member) {
        return member.isMember() && !member.reachable() ? Changes.UNREACHABLE : member.state();
    }

    @Override
    public Source<Event, NotUsed> open() {
        return Source.<Event>queue(WAITING).mapMaterializedValue(reader -> listen(reader, this::nodes));
    }

    /** The events of this node alone, and of those that all nodes see, those which it is this one's turn to tell of. */
    public Source<Event, NotUsed> own() {
        return Source.<Event>queue(WAITING)
                .mapMaterializedValue(reader -> listen(reader, () -> List.of(self)))
                .filter(event -> !event.type().equals("node") || speaks(event));
    }

    /** One node tells how another is: the first of those that are well, by their names. */
    private boolean speaks(Event event) {
        var about = event.data().get("node");
        return members.list().stream()
                .filter(member -> member.isMember() && member.reachable())
                .map(MemberInfo::node)
                .filter(node -> !node.equals(about))
                .min(Comparator.naturalOrder())
                .orElse(own)
                .equals(own);
    }

    private NotUsed listen(BoundedSourceQueue<Event> reader, Supplier<List<ActorRef<EventCommand>>> asked) {
        var behavior = Listening.create(own, asked, reader);
        system.systemActorOf(behavior, "esg-events-" + readers.incrementAndGet(), Props.empty());
        return NotUsed.getInstance();
    }

    private List<ActorRef<EventCommand>> nodes() {
        var nodes = new ArrayList<ActorRef<EventCommand>>();
        nodes.add(self);
        for (var member : members.list()) {
            if (!member.reachable() || member.node().equals(own)) continue;
            nodes.add(ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + EventActor.NAME));
        }
        return nodes;
    }
}
