package esg.trunk.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import esg.domain.account.Transport;
import esg.domain.match.ServerAddresses;
import esg.sip.locate.Locator;
import esg.sip.locate.Names;
import esg.sip.packetlog.LogFiles;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import esg.trunk.ping.PingSettings;
import esg.trunk.registration.ContinuityKeeper;
import esg.trunk.registration.RegisterBudget;
import esg.trunk.registration.RegistrationSettings;
import esg.trunk.trace.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A node with one outside listener on loopback, short times and a durable state in memory; and a provider for its accounts. */
final class AccountNode implements AutoCloseable {
    static final AccountId ID = new AccountId("acme.example", "pbx2");

    private static final Config SETTINGS = ConfigFactory.parseString("""
        pekko.persistence.state.plugin = "pekko.persistence.testkit.state"
        pekko.stdout-loglevel = OFF
        esg.sip { workers = 1, epoll = off, t1 = 20 ms, t2 = 80 ms, t4 = 80 ms }
        esg.trunk.account { round = 200 ms, leave-timeout = 1 s }
        esg.trunk.registration {
          jitter = 0, unregister-timeout = 500 ms, store-timeout = 1 s, max-retry-after = 2 s
          backoff { transient { first = 100 ms, cap = 1 s }, credentials { first = 30 s, cap = 60 s } }
        }
        esg.trunk.ping { answer-timeout = 100 ms, window = 3, failed-after = 2, ok-after = 1 }
        """).withFallback(ConfigFactory.load());

    final ScriptedRegistrar provider = new ScriptedRegistrar();
    final FakeFeed feed = new FakeFeed();
    final AccountStates states = new AccountStates();
    final ServedAccounts served =
            new ServedAccounts(new ServerAddresses(Set.of("127.0.0.1"), List.of()), Runnable::run);
    final Queue<LogFiles.Line> lines = new ConcurrentLinkedQueue<>();
    final ActorTestKit kit = ActorTestKit.create(SETTINGS);
    final SipEdge edge;
    private final AccountServices services;

    AccountNode() {
        this(ContinuityKeeper::create);
    }

    AccountNode(Function<AccountId, Behavior<ContinuityKeeper.Command>> keeper) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(5));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        var listener = new ListenerSettings(
                Side.OUTSIDE, "out", Transport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try {
            edge = SipEdge.open(EdgeSettings.from(SETTINGS), List.of(listener), PacketLog.NONE, SendGate.OPEN);
        } catch (BindFailure e) {
            throw new IllegalStateException(e);
        }
        Names names = (name, kind) -> CompletableFuture.completedFuture(new Names.Answer(
                kind == Names.Kind.A && name.equals("test.okteller.ru")
                        ? List.of(new Names.Ip(InetAddress.ofLiteral("127.0.0.9")))
                        : List.of(),
                Duration.ofMinutes(1)));
        services = new AccountServices(
                edge,
                new Locator(names, 4, RandomGenerator.getDefault()),
                served,
                states,
                feed,
                keeper,
                AccountSettings.from(SETTINGS),
                RegistrationSettings.from(SETTINGS),
                PingSettings.from(SETTINGS),
                new RegisterBudget(500, 200),
                Beginnings.paced(500, kit.system()),
                InstantSource.system(),
                Traces.to(lines::add));
    }

    /** The account of the sample, at our provider, with these fields changed. */
    Account account(Map<String, Object> changes) {
        var doc = new HashMap<String, Object>(Map.of(
                "d",
                "acme.example",
                "code",
                "pbx2",
                "username",
                "provider",
                "pwd",
                "3y82lS5",
                "domain",
                "test.okteller.ru",
                "proxyaddr",
                "127.0.0.1",
                "proxyport",
                provider.port()));
        doc.putAll(changes);
        return AccountForm.read(doc).orThrow();
    }

    /** Starts the account's actor as the cluster would. */
    ActorRef<AccountCommand> start(Map<String, Object> changes) {
        return startBy(new AccountCommand.Look(), changes);
    }

    /** The same, where this is the first that anybody wants of it. */
    ActorRef<AccountCommand> startBy(AccountCommand first, Map<String, Object> changes) {
        feed.put(account(changes));
        var actor = kit.spawn(AccountActor.create(services, ID));
        actor.tell(first);
        return actor;
    }

    void change(ActorRef<AccountCommand> actor, Map<String, Object> changes) {
        feed.put(account(changes));
        actor.tell(new AccountCommand.Look());
    }

    /** As monitors show it; "" when it is not shown. */
    String regstate() {
        var status = states.find(ID);
        return status == null ? "" : status.regstate();
    }

    /** Registered by an answer to this actor: one that goes on with its predecessor's binding is registered before it has asked. */
    boolean accepted() {
        var status = states.find(ID);
        return status != null
                && status.regstate().equals("registered")
                && status.lastResponse().stream().anyMatch("SIP/2.0 200 OK"::equals);
    }

    String pingstate() {
        var status = states.find(ID);
        return status == null ? "" : status.pingstate();
    }

    AccountStatus status() {
        var status = states.find(ID);
        if (status == null) throw new AssertionError("not served");
        return status;
    }

    ServedAccount served() {
        @Nullable ServedAccount found = served.find(ID);
        if (found == null) throw new AssertionError("not served");
        return found;
    }

    /** Lines of the traces, without their times. */
    List<String> traces() {
        return lines.stream()
                .map(line -> new String(line.bytes(ZoneOffset.UTC), UTF_8))
                .map(line -> line.substring("HH:MM:SS.mmm ".length()).strip())
                .toList();
    }

    /** Those about this event. */
    List<String> traced(String event) {
        return traces().stream()
                .filter(line -> line.substring("LEVEL ".length()).startsWith(event + " "))
                .toList();
    }

    int port() {
        return edge.transport().listeners().getFirst().bound().getPort();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        edge.close();
        provider.close();
    }
}
