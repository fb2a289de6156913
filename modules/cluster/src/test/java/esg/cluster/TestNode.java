package esg.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A node on loopback, as the operator would set it. */
public record TestNode(ActorSystem<Void> system) implements AutoCloseable {
    static final DatabaseUrl NO_DATABASE = new DatabaseUrl("jdbc:h2:mem:unused", "", Secret.NONE);

    /** What modules/esg and the operator give. */
    public static Config settings(int roleid, int port, List<String> seeds) {
        return ConfigFactory.parseString(
                """
                esg {
                  node { name = esg%1$d, address = 127.0.0.1 }
                  cluster { host = 127.0.0.1, port = %2$d, seed-nodes = [%3$s], restart-delay = 100 ms, lifeline-port = 0 }
                  roles {
                    esg { enabled = on, roleid = %1$d, priority = 0, unbound = on }
                    sg { enabled = on }
                    b2b { enabled = on }
                    bgmg { enabled = off }
                  }
                }
                """.formatted(roleid, port, seeds.isEmpty() ? "" : "\"" + String.join("\",\"", seeds) + "\""));
    }

    /** Over the reference.conf of all modules. */
    public static ClusterSettings read(Config settings) {
        return ClusterSettings.from(settings.withFallback(ConfigFactory.load()));
    }

    public static TestNode start(ClusterSettings settings) {
        return start(settings, NO_DATABASE);
    }

    public static TestNode start(ClusterSettings settings, DatabaseUrl database) {
        return new TestNode(
                ActorSystem.create(Behaviors.empty(), ClusterConfig.SYSTEM, ClusterConfig.of(settings, database)));
    }

    /** With settings that outweigh these, such as those of Pekko that an operator never sets. */
    public static TestNode start(ClusterSettings settings, Config over) {
        var config = over.withFallback(ClusterConfig.of(settings, NO_DATABASE));
        return new TestNode(ActorSystem.create(Behaviors.empty(), ClusterConfig.SYSTEM, config));
    }

    /** A cluster of one with roleid 1. */
    public static TestNode alone() {
        return start(read(settings(1, 0, List.of())));
    }

    /** For nodes that have to know each other before they start. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves in order. */
    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(Duration.ofSeconds(30).toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("node does not end", e);
        }
    }
}
