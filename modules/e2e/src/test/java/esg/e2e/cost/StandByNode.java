package esg.e2e.cost;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.cluster.ClusterConfig;
import esg.cluster.ClusterSettings;
import esg.cluster.DatabaseUrl;
import esg.domain.account.Secret;
import esg.trunk.standby.StandByCalls;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;

/** The part of a node that keeps calls for another one. */
final class StandByNode implements AutoCloseable {
    final StandByCalls calls;
    private final ActorSystem<Void> system;

    StandByNode(int roleid, int port, int seed) {
        var config = config(roleid, port, seed);
        var unused = new DatabaseUrl("jdbc:h2:mem:unused", "", Secret.NONE);
        system = ActorSystem.create(
                Behaviors.empty(),
                ClusterConfig.SYSTEM,
                config.withOnlyPath("esg").withFallback(ClusterConfig.of(ClusterSettings.from(config), unused)));
        calls = new StandByCalls(system, id -> "~0");
        calls.start(_ -> {}, () -> {});
    }

    private static Config config(int roleid, int port, int seed) {
        return ConfigFactory.parseString("""
            esg {
              node { name = esg%1$d, address = 127.0.0.1 }
              cluster { host = 127.0.0.1, port = %2$d, seed-nodes = ["127.0.0.1:%3$d"] }
              roles {
                esg { enabled = on, roleid = %1$d, priority = 0, unbound = on }
                sg { enabled = on }
                b2b { enabled = on }
                bgmg { enabled = off }
              }
            }
            """.formatted(roleid, port, seed)).withFallback(ConfigFactory.load());
    }

    /** As it crosses between nodes. */
    byte[] bytes(Object message) {
        return SerializationExtension.get(system.classicSystem())
                .serialize(message)
                .get();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
