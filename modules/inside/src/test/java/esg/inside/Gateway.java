package esg.inside;

import static esg.domain.account.Transport.TCP;
import static esg.domain.account.Transport.UDP;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import esg.domain.config.Domain;
import esg.domain.form.Checked;
import esg.domain.match.ServerAddresses;
import esg.domain.normalize.NormalizationForm;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalizer;
import esg.domain.pattern.Pattern;
import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import esg.domain.subscriber.BindingStore;
import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberBook;
import esg.domain.subscriber.SubscriberForm;
import esg.inside.registrar.RegistrarSettings;
import esg.inside.registrar.Subscribers;
import esg.inside.router.InsideIngress;
import esg.inside.router.OwnInside;
import esg.inside.router.Router;
import esg.inside.tone.TestCalls;
import esg.media.tone.Tones;
import esg.inside.router.RoutingSettings;
import esg.inside.router.Speakers;
import esg.sip.ban.BanSettings;
import esg.sip.ban.Bans;
import esg.sip.border.Border;
import esg.sip.locate.LocateSettings;
import esg.sip.locate.Locator;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import esg.trunk.account.ServedAccount;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.CallBook;
import esg.trunk.call.CallServices;
import esg.trunk.call.CallSettings;
import esg.trunk.call.CallState;
import esg.trunk.call.DialogIngress;
import esg.trunk.call.Dialogs;
import esg.trunk.call.Elsewhere;
import esg.trunk.call.LoopExecutor;
import esg.trunk.call.NodeCalls;
import esg.trunk.call.OutsideIngress;
import esg.trunk.call.RingingCall;
import esg.trunk.call.StandBy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Edge, calls and router of one node on 127.0.0.1, with accounts and rules that stand fast. T1 is 20 ms. */
final class Gateway implements AutoCloseable {
    static final String D = "tenant.local";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final SipEdge edge;
    final Kept kept = new Kept();
    final CallBook book = new CallBook(1_000);
    final MarkingRelay media = new MarkingRelay();
    final NodeCalls calls;
    final TestCalls tests;
    private final Tones tones = TestTone.start(3);
    private final ActorSystem<Void> system;
    private final String name = "test" + NUMBER.incrementAndGet();
    private final ServedAccounts served;
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<NormalizationRule> rules = new ArrayList<>();
    private final List<Subscriber> known = new ArrayList<>();
    private final Map<String, List<Route>> othersRoutes = new HashMap<>();
    final Subscribers subscribers;

    Gateway() throws BindFailure {
        this(2);
    }

    /** @param workers loops of its edge */
    Gateway(int workers) throws BindFailure {
        this(workers, new MemoryBindings(), "");
    }

    /** Inside also by TCP. */
    static Gateway withTcp() throws BindFailure {
        return new Gateway(2, new MemoryBindings(), "", List.of(UDP, TCP));
    }

    /** @param more settings */
    Gateway(int workers, BindingStore bindings, String more) throws BindFailure {
        this(workers, bindings, more, List.of(UDP));
    }

    private Gateway(int workers, BindingStore bindings, String more, List<Transport> inside) throws BindFailure {
        var config = ConfigFactory.parseString("esg.bans.enabled = off\n" + more + "\n" + """
            esg.sip { t1 = 20 ms, t2 = 80 ms, t4 = 100 ms, workers = %d }
            esg.trunk.call { first-answer-timeout = 600 ms, ring-timeout = 2 s }
            esg.media.tone { calls-limit = 3, duration = 2 s, ring = 300 ms }
            pekko { loglevel = WARNING, stdout-loglevel = OFF, log-dead-letters = 0 }
            """.formatted(workers))
                .withFallback(ConfigFactory.load());
        var here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        var listeners = new ArrayList<>(List.of(new ListenerSettings(Side.OUTSIDE, "out", UDP, here)));
        for (var transport : inside)
            listeners.add(new ListenerSettings(Side.INSIDE, "in-" + transport, transport, here));
        edge = SipEdge.open(
                EdgeSettings.from(config),
                listeners,
                PacketLog.NONE,
                SendGate.OPEN,
                new Border(PacketLog.NONE, new Bans(BanSettings.from(config))));
        var sockets = edge.transport();
        system = ActorSystem.create(
                Behaviors.empty(),
                "calls",
                LoopExecutor.dispatchers(name, sockets.loops(), sockets::loop).withFallback(config));
        served = new ServedAccounts(new ServerAddresses(Set.of("127.0.0.1"), List.of()), Runnable::run);
        var own = new OwnInside(sockets.listeners());
        var feed = new Standing();
        var key = new byte[32];
        subscribers = Subscribers.open(
                new Subscribers.Parts(
                        feed,
                        bindings,
                        sockets,
                        new Subscribers.Identity(name + "@127.0.0.1", "127.0.0.1", _ -> true, key, key)),
                RegistrarSettings.from(config));
        var routing = RoutingSettings.from(config);
        var dialogs = new Dialogs(new Speakers(List.of(Pattern.address("127.0.0.2")), subscribers, served));
        var ingress = new DialogIngress(dialogs, Elsewhere.NOWHERE);
        var locator = Locator.open(LocateSettings.from(config));
        calls = NodeCalls.start(
                system,
                new CallServices(
                        edge,
                        locator,
                        dialogs,
                        book,
                        d -> feed.current().normalizationOf(d),
                        new Router(feed, own, subscribers, routing),
                        CallSettings.from(config),
                        kept,
                        media));
        edge.handle(Side.OUTSIDE, new OutsideIngress(ingress, served, calls, Elsewhere.NOWHERE));
        var peers = new InsideIngress.Peers(List.of(Pattern.address("127.0.0.2")), own);
        tests = TestTone.calls(edge, locator, config, tones);
        var ways = new InsideIngress.Ways(served, calls, Elsewhere.NOWHERE, subscribers, tests);
        edge.handle(Side.INSIDE, tests.inFrontOf(new InsideIngress(ingress, feed, peers, ways, routing)));
    }

    InetSocketAddress address(Side side) {
        return address(side, UDP);
    }

    InetSocketAddress address(Side side, Transport transport) {
        return edge.transport().listeners().stream()
                .filter(listener -> listener.side() == side && listener.transport() == transport)
                .findFirst()
                .orElseThrow()
                .bound();
    }

    ServedAccount account(Map<String, Object> fields) {
        var document = new HashMap<String, Object>(Map.of("d", D, "reg", false, "username", "", "trunks", 10));
        document.putAll(fields);
        var checked = AccountForm.read(document);
        assertThat(checked).isInstanceOf(Checked.Valid.class);
        var account = ((Checked.Valid<Account>) checked).value();
        accounts.put(account.key(), account);
        var handle = new ServedAccount(account);
        handle.available(true);
        served.serve(handle);
        return handle;
    }

    void route(Map<String, Object> fields) {
        var document = new HashMap<String, Object>(Map.of("d", D, "name", "rule", "priority", 10));
        document.putAll(fields);
        var checked = RouteForm.read(document);
        assertThat(checked).isInstanceOf(Checked.Valid.class);
        var route = ((Checked.Valid<Route>) checked).value();
        if (route.d().equals(D)) routes.add(route);
        else othersRoutes.computeIfAbsent(route.d(), _ -> new ArrayList<>()).add(route);
    }

    void subscriber(String user, String number, Map<String, Object> more) {
        var document = new HashMap<String, Object>(
                Map.of("id", user, "d", D, "user", user, "pwd", "pw-" + user, "number", number));
        document.putAll(more);
        known.removeIf(one -> one.user().equals(user));
        known.add(SubscriberForm.read(document).orThrow());
    }

    /** A normalization rule. */
    void rule(Map<String, Object> fields) {
        var document = new HashMap<String, Object>(fields);
        document.put("d", D);
        document.putIfAbsent("id", "rule" + rules.size());
        rules.add(NormalizationForm.read(document).orThrow());
    }

    @Override
    public void close() {
        subscribers.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        LoopExecutor.forget(name);
        edge.close();
        tones.close();
    }

    /** A stand-by in memory. */
    static final class Kept implements StandBy {
        final Map<String, CallState> calls = new ConcurrentHashMap<>();
        final Map<String, RingingCall> ringing = new ConcurrentHashMap<>();
        volatile boolean wanted = true;

        @Override
        public boolean wants(AccountId account) {
            return wanted;
        }

        @Override
        public boolean has(String id, AccountId account) {
            return calls.containsKey(id) || ringing.containsKey(id);
        }

        @Override
        public void ringing(RingingCall call) {
            ringing.put(call.id(), call);
        }

        @Override
        public void keep(CallState call) {
            calls.put(call.id(), call);
        }

        @Override
        public void forget(String id) {
            calls.remove(id);
            ringing.remove(id);
        }
    }

    private final class Standing implements ConfigFeed {
        @Override
        public Config current() {
            var all = new HashMap<>(othersRoutes);
            all.put(D, routes);
            return new Config(
                    1,
                    Map.of(D, new Domain(D, "")),
                    accounts,
                    all,
                    Map.of(D, Normalizer.inOrder(rules)),
                    List.of(),
                    Map.of(D, SubscriberBook.of(known)),
                    List.of(),
                    List.of());
        }

        @Override
        public AutoCloseable subscribe(Consumer<ConfigChange> listener) {
            return () -> {};
        }
    }
}
