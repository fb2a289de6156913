package esg.trunk.remote;

import esg.domain.account.AccountId;
import esg.domain.pattern.Hosts;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.trunk.account.AccountCommand.Located;
import esg.trunk.remote.Crossing.Ack;
import esg.trunk.remote.Crossing.Answer;
import esg.trunk.remote.Crossing.Cancel;
import esg.trunk.remote.Crossing.Carry;
import esg.trunk.remote.Crossing.Dropped;
import esg.trunk.remote.Crossing.NotAcknowledged;
import esg.trunk.remote.Crossing.NotSent;
import esg.trunk.remote.Crossing.NotTaken;
import esg.trunk.remote.Crossing.Taken;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The node's end of everything that crosses nodes for calls: as ingress ({@link HandedOn}) and as carrier ({@link Carried}). Both forget a
 * transaction some time after its final answer, and at once when the other node is no member any more.
 */
final class Exchange {
    /** Its name, by which exchanges of other nodes find it. */
    static final String NAME = "esg-exchange";

    sealed interface Command
            permits Crossing, Run, Forward, Found, TakenBack, Report, Overdue, FindAgain, Answered, Forget, Happened {}

    /** A request of this node for another one. {@code node} is the carrier where that is known, else "". */
    record Run(Errand errand, String node) implements Command {}

    /** Something that nobody answers. */
    record Forward(Crossing what, String node) implements Command {}

    private record Found(Located located) implements Command {}

    /** The caller sent CANCEL here. */
    record TakenBack(long number, SipRequest cancel) implements Command {}

    /** Something for the carrier of a transaction. */
    record Report(long number, Crossing what) implements Command {}

    /** The carrier has not taken it in time. */
    record Overdue(long number) implements Command {}

    /** No owner has said that it is the one. */
    record FindAgain(AccountId account) implements Command {}

    /** A call of this node gave its final answer, or gave up without one. */
    record Answered(Carried.Key key) implements Command {}

    record Forget(Carried.Key key) implements Command {}

    private record Happened(MemberEvent event) implements Command {}

    private final HandedOn handed;
    private final Carried carried;
    private final Peers peers;
    private final Instances instances;
    private final RemoteCalls.Parts parts;
    private final AtomicInteger open;

    private Exchange(
            ActorContext<Command> ctx,
            TimerScheduler<Command> timers,
            RemoteCalls.Parts parts,
            Instances instances,
            AtomicInteger open) {
        this.parts = parts;
        this.open = open;
        this.instances = instances;
        var owners = ctx.messageAdapter(Located.class, Found::new);
        peers = new Peers(ctx);
        handed = new HandedOn(ctx.getSelf(), timers, peers, id -> parts.owners().locate(id, owners), parts);
        carried = new Carried(ctx.getSelf(), timers, parts);
    }

    /**
     * A fault with one message must not lose what is known of the other transactions.
     *
     * @param open kept at how many requests of this node others are still to answer
     */
    static Behavior<Command> create(RemoteCalls.Parts parts, Instances instances, AtomicInteger open) {
        var behavior = Behaviors.<Command>setup(ctx -> Behaviors.withTimers(timers -> {
            listen(ctx);
            return new Exchange(ctx, timers, parts, instances, open).exchanging();
        }));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    private static void listen(ActorContext<Command> ctx) {
        var events = ctx.messageAdapter(MemberEvent.class, Happened::new);
        Cluster.get(ctx.getSystem()).subscriptions().tell(new Subscribe<>(events, MemberEvent.class));
    }

    private Behavior<Command> exchanging() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Run(var errand, var node) -> begin(errand, node);
                case Forward(var what, var node) -> peers.at(node).tell(what);
                case Found(var located) -> handed.located(located);
                case TakenBack(long number, var cancel) -> handed.takenBack(number, cancel);
                case Report(long number, var what) -> handed.report(number, what);
                case Overdue(long number) -> handed.overdue(number);
                case FindAgain(var account) -> handed.findAgain(account);
                case Taken(long number) -> handed.taken(number);
                case NotTaken(long number, var why) -> handed.notTaken(number, why);
                case Answer(long number, byte[] packet) -> handed.answer(number, packet);
                case Carry carry -> carried.carry(carry);
                case Ack(byte[] packet, String source) -> acknowledge(packet, source);
                case Cancel cancel -> carried.cancelled(cancel);
                case NotAcknowledged(var ingress, long number) -> carried.notAcknowledged(ingress, number);
                case NotSent(var ingress, long number, var why) -> carried.notSent(ingress, number, why);
                case Dropped(var ingress, long number) -> carried.dropped(ingress, number);
                case Answered(var key) -> carried.answered(key);
                case Forget(var key) -> carried.forget(key);
                case Happened(var event) -> happened(event);
            }
            open.set(handed.open());
            return Behaviors.same();
        });
    }

    /** Who chose the node may not have known yet that it is gone. */
    private void begin(Errand errand, String node) {
        handed.begin(errand, node);
        if (errand instanceof Errand.On && instances.isGone(node)) handed.gone(node);
    }

    private void acknowledge(byte[] packet, String source) {
        if (MessageParser.parse(packet) instanceof Parsed(SipRequest ack))
            parts.dialogs().acknowledge(ack, Hosts.literal(source));
    }

    /** A node that was downed is given up at once: it will not come back. */
    private void happened(MemberEvent event) {
        instances.after(event);
        if (!(event instanceof MemberRemoved) && !(event instanceof MemberDowned)) return;
        var node = event.member().address().toString();
        handed.gone(node);
        carried.gone(node);
    }
}
