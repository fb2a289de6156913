package esg.esg.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.cluster.ClusterConfig;
import esg.cluster.ClusterSettings;
import esg.cluster.DatabaseUrl;
import esg.cluster.Members;
import esg.cluster.fence.FailureWatch;
import esg.cluster.fence.Fence;
import esg.cluster.lifeline.LifelineSettings;
import esg.cluster.management.Management;
import esg.cluster.management.Serving;
import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.esg.diagram.LoggedPackets;
import esg.esg.records.CallRecords;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.esg.webhook.Webhooks;
import esg.sip.border.Border;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Side;
import esg.store.Store;
import esg.store.StoreSettings;
import esg.trunk.call.LoopExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: store, sockets, actor system, management, accounts, calls, HTTP, opened in this order and closed in the other. */
public final class Node implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private final EsgSettings settings;
    private final Opened opened = new Opened();
    private @Nullable Telephony telephony;
    private @Nullable InetSocketAddress http;
    private @Nullable ActorSystem<?> system;
    private volatile boolean closing;

    private Node(EsgSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts everything; when it returns, the node serves.
     *
     * @throws StartFailure in words for the operator; whatever was opened before is closed again
     */
    public static Node start(Config config, EsgSettings settings) throws StartFailure {
        var node = new Node(settings);
        boolean started = false;
        try {
            node.open(config);
            started = true;
            return node;
        } catch (ConfigException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (BindFailure | esg.store.StartFailure e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } finally {
            if (!started) node.opened.close();
        }
    }

    private void open(Config config) throws StartFailure, BindFailure, esg.store.StartFailure {
        var store = opened.keep("store", Store.open(StoreSettings.from(config)));
        var records = opened.keep("records", records(store));
        var fence = Fence.of(LifelineSettings.from(config).fence());
        var packets = Packets.open(config, settings, opened);
        var counting = packets.counted();
        var border = new Border(counting, NodeBans.of(config, Listeners.trusted(settings), store.feed()));
        BorderRules.follow(
                store.feed(), border); // nobody is answered whom a rule denies, not even while the node starts
        var listeners = Listeners.of(settings.roles());
        var edge = opened.keep(
                "edge", SipEdge.open(EdgeSettings.from(config), listeners, counting, fence::isOpen, border));
        var cluster = ClusterSettings.from(config);
        var running = system(config, cluster, store, edge);
        system = running;
        watch(running, fence);
        manage(running, cluster);
        var members = Members.start(running);
        var tones = opened.keep("tones", TestTones.start(config, settings));
        var media = opened.keep("media", MediaEngine.start(config, settings));
        var traces = NodeLogs.traces(config, settings, opened);
        var parts = new Telephony.Parts(config, settings, store, edge, running, members, tones, media.relay(), traces);
        var serving = Telephony.start(parts);
        telephony = serving;
        packets.copies().correlate(serving::firstLegOf);
        opened.keep("subscribers", serving.subscribers());
        NodeBans.own(border.bans(), Listeners.trusted(settings), serving.addresses(), members);
        var webhooks = opened.keep("webhooks", Webhooks.start(settings.webhooks()));
        serving.whenCallEnds(records::over);
        serving.whenCallIsRefused(records::over);
        var kept = new NodeMeters.Kept(packets, webhooks, records);
        var counted = opened.keep("metrics", NodeMeters.start(config, serving, members, kept));
        var administration = new Administration(config, settings, store, running, members);
        var logged = new LoggedPackets(settings.node().id(), packets.dir(), packets.recent());
        http = opened.keep("http", administration.start(serving, stopping(), logged, counted::text, webhooks))
                .address();
        serving.begin();
        Serving.of(running).begin();
    }

    /** Looks for other nodes by it too, where they are not known beforehand: it comes before all that waits for them. */
    private void manage(ActorSystem<?> system, ClusterSettings cluster) throws StartFailure {
        try {
            var pod = cluster.serviceAccount();
            if (pod.isPresent()) pod.get().checkPod(System.getenv());
            var management = cluster.management();
            if (management.isPresent()) opened.keep("management", Management.start(system, management.get()));
        } catch (IOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static void watch(ActorSystem<?> system, Fence fence) throws StartFailure {
        try {
            FailureWatch.start(system, fence);
        } catch (IOException e) {
            throw new StartFailure(e.getMessage() + " (see esg.cluster.lifeline-port)", e);
        }
    }

    private CallRecords records(Store store) throws StartFailure {
        var id = settings.node().id();
        var folder = settings.logDir().resolve(id).resolve("cdr");
        return CallRecords.start(settings.records(), id, folder, store.records());
    }

    private ActorSystem<?> system(Config config, ClusterSettings cluster, Store store, SipEdge edge)
            throws StartFailure {
        var storage = StoreSettings.from(config);
        var database = new DatabaseUrl(store.jdbcUrl(), storage.user(), storage.password());
        var sockets = edge.transport();
        var loops = settings.node().id();
        var pekko = LoopExecutor.dispatchers(loops, sockets.loops(), sockets::loop)
                .withFallback(config.withOnlyPath("esg"))
                .withFallback(ClusterConfig.of(cluster, database));
        opened.keep("loops", () -> LoopExecutor.forget(loops));
        try {
            return opened.keep(ActorSystem.create(Behaviors.empty(), ClusterConfig.SYSTEM, pekko));
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailure(
                    "the actor system does not start: " + cause.getMessage() + " (see esg.cluster.host and port)", e);
        }
    }

    /** See {@link ReadyLine}. */
    public String readyLine(long millis) {
        var serving = telephony;
        var at = http;
        if (serving == null || at == null) throw new IllegalStateException("not started");
        return ReadyLine.of(settings.node().id(), millis, at, serving.listeners());
    }

    /** Where REST answers on this machine. */
    public String rest() {
        var at = http;
        if (at == null) throw new IllegalStateException("not started");
        var address = at.getAddress();
        var host = address.isAnyLocalAddress() ? "127.0.0.1" : Hosts.text(address);
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + at.getPort();
    }

    /** The first UDP port of the inside; empty when it listens on none. */
    public OptionalInt insidePort() {
        var serving = telephony;
        if (serving == null) throw new IllegalStateException("not started");
        return serving.listeners().stream()
                .filter(listener -> listener.side() == Side.INSIDE && listener.transport() == Transport.UDP)
                .mapToInt(listener -> listener.bound().getPort())
                .findFirst();
    }

    /**
     * Waits for the end of the node.
     *
     * @return true when it was closed, false when its actor system ended by itself, as a node does that the cluster has given up
     */
    public boolean awaitEnd() {
        var running = system;
        if (running != null) running.getWhenTerminated().toCompletableFuture().join();
        if (!closing)
            log.error("actor system ended by itself node={}", settings.node().id());
        return closing;
    }

    /** Given up by the cluster, it has nothing left to hand over, and nobody to hand it to. */
    private boolean ended() {
        return system != null
                && system.getWhenTerminated().toCompletableFuture().isDone();
    }

    /** For whoever asks this node to stop from elsewhere: SIGTERM without a signal. The program ends when the node has. */
    private OwnState.Stopping stopping() {
        return new OwnState.Stopping() {
            @Override
            public boolean begun() {
                return closing;
            }

            @Override
            public void begin() {
                new Thread(Node.this::close, "drain").start();
            }
        };
    }

    /** Takes no new calls, unregisters, waits for calls up to the limit, then closes everything. Told twice, waits for the first. */
    @Override
    public synchronized void close() {
        if (closing) return;
        closing = true;
        log.info("node stops node={}", settings.node().id());
        if (telephony != null && !ended()) telephony.drain();
        opened.close();
        log.info("node stopped node={}", settings.node().id());
    }
}
