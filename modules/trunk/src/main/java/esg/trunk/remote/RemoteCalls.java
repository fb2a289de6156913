package esg.trunk.remote;

import esg.cluster.placement.InstanceRoles;
import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.match.InviteFacts;
import esg.domain.pattern.Hosts;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.SipEdge;
import esg.trunk.account.AccountCommand;
import esg.trunk.account.ConfiguredAccounts;
import esg.trunk.account.ServedAccounts;
import esg.trunk.account.Trunks;
import esg.trunk.call.Dialogs;
import esg.trunk.call.Elsewhere;
import esg.trunk.call.NodeCalls;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.Cluster;

/** Hands requests to the nodes whose calls they belong to, and lets calls of this node answer those of others. */
public final class RemoteCalls implements Elsewhere {
    /** What it stands on. */
    public record Parts(
            SipEdge edge,
            ServedAccounts served,
            ConfiguredAccounts configured,
            Dialogs dialogs,
            NodeCalls calls,
            Owners owners,
            RemoteSettings settings) {}

    /** Sends to an account's actor, wherever it lives; false when no live instance may serve it. */
    public record Owners(BiPredicate<AccountId, AccountCommand> tell) {
        boolean locate(AccountId id, ActorRef<AccountCommand.Located> replyTo) {
            return tell.test(id, new AccountCommand.Locate(replyTo));
        }

        boolean count(AccountId id, ActorRef<AccountCommand.TrunksNoted> node, Trunks live) {
            return tell.test(id, new AccountCommand.CountTrunks(node, live.all(), live.incoming()));
        }
    }

    private final Parts parts;
    private final Instances instances;
    private final AtomicInteger open = new AtomicInteger();
    private final ActorRef<Exchange.Command> exchange;

    private RemoteCalls(ActorSystem<?> system, Parts parts) {
        this.parts = parts;
        this.instances = new Instances(system.address().toString());
        this.exchange = system.systemActorOf(Exchange.create(parts, instances, open), Exchange.NAME, Props.empty());
        var leftBehind = system.systemActorOf(LeftBehind.create(parts), LeftBehind.NAME, Props.empty());
        parts.served().whenMoved(id -> leftBehind.tell(new LeftBehind.Changed(id)));
        parts.calls().whenCounted(id -> leftBehind.tell(new LeftBehind.Changed(id)));
        InstanceRoles.parse(Cluster.get(system.classicSystem()).getSelfRoles())
                .ifPresent(instance -> parts.edge().beginTags(DialogTag.prefix(instance.roleid())));
    }

    /** Begins to carry requests of other nodes, and lets tags say that dialogs are this node's. Once for each actor system. */
    public static RemoteCalls start(ActorSystem<?> system, Parts parts) {
        return new RemoteCalls(system, parts);
    }

    @Override
    public boolean invited(ServerTransaction invite, InviteFacts facts, Rejection otherwise) {
        var source = invite.flow().remote().getAddress();
        List<AccountId> candidates = parts.configured().candidates(facts, source);
        // What this node has refused already need not be asked again.
        if (otherwise == Rejection.SOURCE_NOT_ALLOWED) {
            candidates = candidates.stream()
                    .filter(id -> parts.served().find(id) == null)
                    .toList();
        }
        if (candidates.isEmpty()) return false;
        exchange.tell(new Exchange.Run(new Errand.In(invite, candidates, otherwise), ""));
        return true;
    }

    @Override
    public boolean leaves(AccountId account, Outgoing call) {
        if (!parts.configured().has(account)) return false;
        exchange.tell(new Exchange.Run(new Errand.Out(account, call), ""));
        return true;
    }

    @Override
    public boolean takes(ServerTransaction request) {
        var carriers = instances.carriers(request.request().toTag());
        if (carriers.isEmpty()) return false;
        var others = carriers.subList(1, carriers.size());
        exchange.tell(new Exchange.Run(new Errand.On(request, others), carriers.getFirst()));
        return true;
    }

    @Override
    public boolean mayHave(SipRequest request) {
        return !instances.carriers(request.toTag()).isEmpty();
    }

    @Override
    public void acknowledged(SipRequest ack, InetAddress source) {
        for (var carrier : instances.carriers(ack.toTag())) {
            exchange.tell(new Exchange.Forward(new Crossing.Ack(ack.bytes(), Hosts.text(source)), carrier));
        }
    }

    @Override
    public int open() {
        return open.get();
    }
}
