package esg.cluster.management;

import esg.cluster.placement.Draining;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;

/**
 * Whether new calls should come to this node: it has opened everything and does not drain; that it is a member, Pekko's own check
 * says. Made by Pekko, which {@code pekko.management.health-checks} tells to.
 */
public final class Readiness implements Supplier<CompletionStage<Boolean>> {
    private final ActorSystem system;

    public Readiness(ActorSystem system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Boolean> get() {
        var typed = Adapter.toTyped(system);
        var self = Cluster.get(system).selfUniqueAddress();
        return CompletableFuture.completedFuture(
                Serving.of(typed).begun() && !Draining.of(typed).contains(self));
    }
}
