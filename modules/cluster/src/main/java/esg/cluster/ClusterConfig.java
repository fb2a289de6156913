package esg.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.cluster.lifeline.LifelinePort;
import esg.cluster.placement.InstanceRoles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;

/** The settings an actor system of this node starts with: ours over {@code esg-cluster.conf} over everybody's defaults. */
public final class ClusterConfig {
    /** Name of the actor system, the same on all nodes: it is part of their addresses. */
    public static final String SYSTEM = "esg";

    private ClusterConfig() {}

    /**
     * Complete and resolved.
     *
     * @throws IllegalArgumentException when the database is of no kind we know
     */
    public static Config of(ClusterSettings settings, DatabaseUrl database) {
        var values = new HashMap<String, Object>();
        values.putAll(membership(settings));
        values.putAll(durableState(database));
        settings.management().ifPresent(management -> values.putAll(management.pekko()));
        settings.kubernetes().ifPresent(kubernetes -> values.putAll(kubernetes.pekko()));
        settings.lease().ifPresent(lease -> values.putAll(lease.pekko()));
        return ConfigFactory.parseMap(values, "settings of this node")
                .withFallback(ConfigFactory.parseResources(ClusterConfig.class.getClassLoader(), "esg-cluster.conf"))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    private static Map<String, Object> membership(ClusterSettings settings) {
        int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
        var seeds = settings.seedNodes();
        if (seeds.isEmpty() && settings.kubernetes().isEmpty()) {
            seeds = List.of(bracketed(settings.host()) + ":" + port); // a cluster of one forms at once
        }
        var roles = new TreeSet<>(settings.roles());
        roles.add(InstanceRoles.named(settings.node()));
        settings.instance().ifPresent(instance -> roles.addAll(InstanceRoles.of(instance)));
        roles.add(LifelinePort.role(lifelinePort(settings, port)));
        var values = new HashMap<String, Object>();
        values.put("pekko.remote.artery.canonical.hostname", settings.host());
        values.put("pekko.remote.artery.canonical.port", port);
        values.put(
                "pekko.cluster.seed-nodes",
                seeds.stream().map(seed -> "pekko://" + SYSTEM + "@" + seed).toList());
        values.put("pekko.cluster.failure-detector.esg-node", address(settings.host(), port));
        values.put("pekko.cluster.roles", List.copyOf(roles));
        values.put("esg.cluster.buckets", settings.buckets());
        values.put("esg.cluster.sweep-interval", settings.sweepInterval());
        values.put("esg.cluster.restart-delay", settings.restartDelay());
        values.put("esg.cluster.lifeline-ping", settings.lifeline().ping());
        values.put("esg.cluster.lifeline-silence", settings.lifeline().silence());
        values.put("esg.cluster.fence", settings.lifeline().fence());
        values.put("esg.cluster.lease", settings.lease().isPresent() ? "kubernetes" : "none");
        values.put("esg.cluster.fence-margin", settings.lifeline().margin());
        return values;
    }

    /** Known before the node joins, for it travels among the roles. */
    private static int lifelinePort(ClusterSettings settings, int port) {
        if (settings.lifelinePort().isPresent()) {
            int own = settings.lifelinePort().getAsInt();
            return own == 0 ? freePort(settings.host()) : own;
        }
        return settings.port() == 0 ? freePort(settings.host()) : port + 1;
    }

    /** As Pekko writes it: by this the failure detectors find their node's lifeline. */
    private static String address(String host, int port) {
        return new Address("pekko", SYSTEM, host, port).toString();
    }

    private static Map<String, Object> durableState(DatabaseUrl database) {
        var slick = "jdbc-durable-state-store.slick.";
        boolean h2 = database.url().startsWith("jdbc:h2:");
        if (!h2 && !database.url().startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "no durable state for this database: only jdbc:h2: and jdbc:postgresql:");
        }
        return Map.of(
                slick + "profile", h2 ? "slick.jdbc.H2Profile$" : "slick.jdbc.PostgresProfile$",
                slick + "db.driver", h2 ? "org.h2.Driver" : "org.postgresql.Driver",
                slick + "db.url", database.url(),
                slick + "db.user", database.user(),
                slick + "db.password", database.password().reveal());
    }

    /** Asked for before the actor system binds it: the node's own address must stand in its seed nodes. */
    private static int freePort(String host) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("esg.cluster.host: no free port on " + host, e);
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
