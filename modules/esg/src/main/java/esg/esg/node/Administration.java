package esg.esg.node;

import com.typesafe.config.Config;
import esg.admin.rest.Access;
import esg.admin.rest.AdminServer;
import esg.admin.rest.AdminServer.Binding;
import esg.admin.rest.AdminSettings;
import esg.admin.rest.AdminToken;
import esg.admin.rest.Repositories;
import esg.admin.rest.Running;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Network;
import esg.domain.pattern.Pattern;
import esg.esg.bans.ClusterBans;
import esg.esg.diagram.ClusterPackets;
import esg.esg.diagram.LoggedPackets;
import esg.esg.events.ClusterEvents;
import esg.esg.nodes.ClusterNodes;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.esg.webhook.Webhooks;
import esg.esg.why.ClusterWhy;
import esg.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;

/** What people ask of the node, by HTTP: REST, the monitor, metrics. */
final class Administration {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Config config;
    private final EsgSettings settings;
    private final Store store;
    private final ActorSystem<?> system;
    private final Members members;

    Administration(Config config, EsgSettings settings, Store store, ActorSystem<?> system, Members members) {
        this.config = config;
        this.settings = settings;
        this.store = store;
        this.system = system;
        this.members = members;
    }

    /** The server as the node keeps it open. */
    record Open(Binding binding) implements AutoCloseable {
        InetSocketAddress address() {
            return binding.address();
        }

        @Override
        public void close() {
            binding.stop(LAST_ANSWERS).toCompletableFuture().join();
        }
    }

    /**
     * Listens and answers.
     *
     * @param packets of this node
     * @param metrics what Prometheus reads
     * @param webhooks told of this node's events
     * @throws StartFailure in words for the operator
     */
    Open start(
            Telephony serving,
            OwnState.Stopping stopping,
            LoggedPackets packets,
            Supplier<String> metrics,
            Webhooks webhooks)
            throws StartFailure {
        try {
            var token = AdminToken.of(config.getString("esg.admin.token"), settings.dataDir());
            var own = serving.own(stopping);
            var within = settings.cluster().answerWithin();
            var nodes = ClusterNodes.start(system, members, own, within);
            var bans = ClusterBans.start(system, members, new ClusterBans.Own(own.node(), serving.bans(), within));
            var events = ClusterEvents.start(system, members, own, bans::imposed);
            // One who listens costs four looks a second.
            if (webhooks.any()) {
                var _ = events.own().runForeach(webhooks::tell, system);
            }
            var running = new Running(
                    settings.node().id(),
                    nodes,
                    nodes,
                    ownAddresses(),
                    () -> serving.subscribers().bindings(null),
                    bans,
                    ClusterWhy.start(system, members, serving.why(nodes), within),
                    ClusterPackets.start(system, members, packets),
                    metrics,
                    serving.providers(within),
                    events);
            return new Open(AdminServer.start(system, AdminSettings.from(config, token), repositories(), running)
                    .toCompletableFuture()
                    .join());
        } catch (IOException e) {
            throw new StartFailure(
                    "the admin token cannot be kept in " + settings.dataDir() + ": " + e.getMessage(), e);
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailure(String.valueOf(cause.getMessage()), e);
        }
    }

    private Repositories repositories() {
        return new Repositories(
                store.transactions(),
                store.domains(),
                store.accounts(),
                store.routes(),
                store.normalization(),
                store.border(),
                store.subscribers(),
                store.pinned(),
                new Access(
                        store.tokens(),
                        () -> store.feed().current().tokens(),
                        store.tokenUse(),
                        store.audit(),
                        store.derivedKey("esg sessions of browsers")),
                store.records());
    }

    /** Nodes of the cluster and trusted peers; masks and {@code /reg/} among those name no address. */
    private Supplier<List<Network>> ownAddresses() throws StartFailure {
        var trusted = Listeners.trusted(settings).stream()
                .map(Pattern::network)
                .filter(Objects::nonNull)
                .toList();
        return () -> Stream.concat(
                        members.list().stream()
                                .filter(MemberInfo::reachable)
                                .map(member -> Hosts.literal(member.host()))
                                .filter(Objects::nonNull)
                                .map(Network::of),
                        trusted.stream())
                .toList();
    }
}
