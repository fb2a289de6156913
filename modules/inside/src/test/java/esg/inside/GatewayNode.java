package esg.inside;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.cluster.ClusterConfig;
import esg.cluster.ClusterSettings;
import esg.cluster.DatabaseUrl;
import esg.cluster.sharding.AccountSharding;
import esg.domain.account.AccountId;
import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Pattern;
import esg.inside.registrar.RegistrarSettings;
import esg.inside.registrar.Subscribers;
import esg.inside.router.InsideIngress;
import esg.inside.router.OwnInside;
import esg.inside.router.Router;
import esg.inside.router.RoutingSettings;
import esg.media.relay.NoRelay;
import esg.inside.router.Speakers;
import esg.sip.locate.LocateSettings;
import esg.sip.locate.Locator;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import esg.trunk.account.AccountActor;
import esg.trunk.account.AccountCommand;
import esg.trunk.account.AccountServices;
import esg.trunk.account.AccountSettings;
import esg.trunk.account.AccountStates;
import esg.trunk.account.Beginnings;
import esg.trunk.account.ConfiguredAccounts;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.CallBook;
import esg.trunk.call.CallServices;
import esg.trunk.call.CallSettings;
import esg.trunk.call.CallState;
import esg.trunk.call.DialogIngress;
import esg.trunk.call.Dialogs;
import esg.trunk.call.Elsewhere;
import esg.trunk.call.KeptCall;
import esg.trunk.call.LoopExecutor;
import esg.trunk.call.LostCall;
import esg.trunk.call.NodeCalls;
import esg.trunk.call.NumberPlans;
import esg.trunk.call.OutsideIngress;
import esg.trunk.call.RingingCall;
import esg.trunk.call.StandBy;
import esg.trunk.ping.PingSettings;
import esg.trunk.registration.ContinuityKeeper;
import esg.trunk.registration.RegisterBudget;
import esg.trunk.registration.RegistrationSettings;
import esg.trunk.remote.RemoteCalls;
import esg.trunk.remote.RemoteSettings;
import esg.trunk.standby.StandByCalls;
import esg.trunk.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/** One of several nodes in this JVM, with accounts where placement puts them. T1 is 20 ms. */
final class GatewayNode implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final SipEdge edge;
    final CallBook book = new CallBook(1_000);
    final NodeCalls calls;
    final StandByCalls standBy;
    final Elsewhere remote;
    /** So many of the next questions to owners are lost, as with the buffer of a shard that moves. */
    final AtomicInteger dropped = new AtomicInteger();

    final List<String> spokenFor = new CopyOnWriteArrayList<>();
    final List<String> keptElsewhere = new CopyOnWriteArrayList<>();
    final ServedAccounts served =
            new ServedAccounts(new ServerAddresses(Set.of("127.0.0.1"), List.of()), Runnable::run);
    final Subscribers subscribers;
    private final int roleid;
    private final ActorSystem<Void> system;
    private final String loops = "node" + NUMBER.incrementAndGet();

    /** @param seed cluster port of the first node, which is this one when it has roleid 1 */
    GatewayNode(int roleid, int seed, LiveFeed feed, boolean strictOwner) throws BindFailure {
        this.roleid = roleid;
        var config = config(roleid, roleid == 1 ? seed : freePort(), seed);
        edge = open(config);
        var sockets = edge.transport();
        var database = new DatabaseUrl("jdbc:h2:mem:unused", "", Secret.NONE);
        system = ActorSystem.create(
                Behaviors.empty(),
                ClusterConfig.SYSTEM,
                LoopExecutor.dispatchers(loops, sockets.loops(), sockets::loop)
                        .withFallback(config.withOnlyPath("esg"))
                        .withFallback(ClusterConfig.of(ClusterSettings.from(config), database)));
        var locator = Locator.open(LocateSettings.from(config));
        var own = new OwnInside(sockets.listeners());
        var sharding = accounts(config, feed, locator);
        standBy = new StandByCalls(system, sharding::group);
        var key = new byte[32];
        subscribers = Subscribers.open(
                new Subscribers.Parts(
                        feed,
                        feed.bindings,
                        sockets,
                        new Subscribers.Identity(this + "@127.0.0.1", "127.0.0.1", feed.alive::contains, key, key)),
                RegistrarSettings.from(config));
        feed.alive.add(this + "@127.0.0.1");
        var table = new Dialogs(new Speakers(List.of(Pattern.address("127.0.0.2")), subscribers, served));
        var routing = RoutingSettings.from(config);
        var router = new Router(feed, own, subscribers, routing);
        calls = NodeCalls.start(
                system,
                new CallServices(
                        edge,
                        locator,
                        table,
                        book,
                        NumberPlans.NONE,
                        router,
                        CallSettings.from(config),
                        new Noting(standBy),
                        NoRelay.HERE));
        var configured =
                ConfiguredAccounts.follow(feed, new ServerAddresses(Set.of("127.0.0.1"), List.of()), Runnable::run);
        remote = RemoteCalls.start(
                system,
                new RemoteCalls.Parts(
                        edge,
                        served,
                        configured,
                        table,
                        calls,
                        new RemoteCalls.Owners((id, command) -> loses() || sharding.tell(id, command)),
                        RemoteSettings.from(config)));
        standBy.start(this::actFor, calls::report);
        var dialogs = new DialogIngress(table, remote);
        var handsOn = strictOwner ? Elsewhere.NOWHERE : remote;
        edge.handle(Side.OUTSIDE, new OutsideIngress(dialogs, served, calls, handsOn));
        var peers = new InsideIngress.Peers(List.of(Pattern.address("127.0.0.2")), own);
        var ways = new InsideIngress.Ways(served, calls, remote, subscribers, TestTone.none(edge, locator, config));
        edge.handle(Side.INSIDE, new InsideIngress(dialogs, feed, peers, ways, routing));
    }

    private AccountSharding<AccountCommand> accounts(Config config, LiveFeed feed, Locator locator) {
        var registration = RegistrationSettings.from(config);
        var services = new AccountServices(
                edge,
                locator,
                served,
                new AccountStates(),
                feed,
                ContinuityKeeper::create,
                AccountSettings.from(config),
                registration,
                PingSettings.from(config),
                new RegisterBudget(registration.perNode(), registration.perRegistrar()),
                Beginnings.paced(registration.perNode(), system),
                InstantSource.system(),
                Traces.NONE);
        return AccountSharding.start(
                system,
                feed,
                id -> AccountActor.create(services, id),
                new AccountCommand.Look(),
                new AccountCommand.Release());
    }

    private static Config config(int roleid, int port, int seed) {
        return ConfigFactory.parseString("""
            esg {
              node { name = esg%1$d, address = 127.0.0.1 }
              cluster { host = 127.0.0.1, port = %2$d, seed-nodes = ["127.0.0.1:%3$d"], restart-delay = 100 ms }
              roles {
                esg { enabled = on, roleid = %1$d, priority = 0, unbound = on }
                sg { enabled = on }
                b2b { enabled = on }
                bgmg { enabled = off }
              }
              sip { t1 = 20 ms, t2 = 80 ms, t4 = 100 ms, workers = 2 }
              trunk.call { first-answer-timeout = 600 ms, ring-timeout = 5 s }
            }
            """.formatted(roleid, port, seed)).withFallback(ConfigFactory.load());
    }

    private static SipEdge open(Config config) throws BindFailure {
        var here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        return SipEdge.open(
                EdgeSettings.from(config),
                List.of(
                        new ListenerSettings(Side.OUTSIDE, "out", Transport.UDP, here),
                        new ListenerSettings(Side.INSIDE, "in", Transport.UDP, here)),
                PacketLog.NONE,
                SendGate.OPEN);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    InetSocketAddress address(Side side) {
        return edge.transport().listeners().stream()
                .filter(listener -> listener.side() == side)
                .findFirst()
                .orElseThrow()
                .bound();
    }

    /** As seen from here, this other node is dead. */
    void declareDead(GatewayNode other) {
        var address = Cluster.get(other.system).selfMember().address();
        Cluster.get(system).manager().tell(Down.apply(address));
    }

    /** Notes for which callers another node would speak, and which calls it would carry on. */
    private final class Noting implements StandBy {
        private final StandBy to;

        Noting(StandBy to) {
            this.to = to;
        }

        @Override
        public boolean wants(AccountId account) {
            return to.wants(account);
        }

        @Override
        public boolean has(String id, AccountId account) {
            return to.has(id, account);
        }

        @Override
        public void ringing(RingingCall call) {
            if (call.caller() != null) spokenFor.add(call.id());
            to.ringing(call);
        }

        @Override
        public void keep(CallState call) {
            keptElsewhere.add(call.id()); // first: who sees that it is kept finds it noted
            to.keep(call);
        }

        @Override
        public void forget(String id) {
            to.forget(id);
        }
    }

    private boolean loses() {
        return dropped.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** As when the node of that call has died. */
    void actFor(KeptCall kept) {
        switch (kept) {
            case CallState talking -> calls.deliver(talking.accountId(), new AccountCalls.Adopt(talking, null));
            case RingingCall ringing -> LostCall.giveUp(edge, ringing);
        }
    }

    @Override
    public void close() {
        subscribers.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        LoopExecutor.forget(loops);
        edge.close();
    }

    @Override
    public String toString() {
        return "esg" + roleid;
    }
}
