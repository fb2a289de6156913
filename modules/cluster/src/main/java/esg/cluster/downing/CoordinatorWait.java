package esg.cluster.downing;

import java.time.Duration;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$StateInitialized$;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Cuts short the half second that a new coordinator of the shards waits before it allocates any, in order to hear who else has gone: our
 * allocation asks the membership, where that is settled by then. The coordinator tells itself {@code StateInitialized} when its time is
 * up. Here it is told the same, for as long as it may take to be made; one that does not wait drops it.
 */
public final class CoordinatorWait {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final int TIMES = 30;

    sealed interface Command {}

    private record Removed() implements Command {}

    private record Again(int left) implements Command {}

    private final ActorContext<Command> ctx;
    private final TimerScheduler<Command> timers;
    private final ActorSelection coordinator;

    private CoordinatorWait(ActorContext<Command> ctx, TimerScheduler<Command> timers, String type) {
        this.ctx = ctx;
        this.timers = timers;
        // Found on its own node only; elsewhere nobody is at this path.
        coordinator = Adapter.toClassic(ctx.getSystem())
                .actorSelection("/system/sharding/" + type + "Coordinator/singleton/coordinator");
    }

    /**
     * One for each sharded type.
     *
     * @param type its name
     */
    public static Behavior<?> create(String type) {
        return Behaviors.<Command>setup(ctx -> Behaviors.withTimers(timers -> {
            var removed = ctx.messageAdapter(MemberRemoved.class, _ -> new Removed());
            Cluster.get(ctx.getSystem()).subscriptions().tell(new Subscribe<>(removed, MemberRemoved.class));
            return new CoordinatorWait(ctx, timers, type).watching();
        }));
    }

    private Behavior<Command> watching() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Removed _ -> tell(TIMES);
                case Again(int left) -> tell(left);
            }
            return Behaviors.same();
        });
    }

    private void tell(int left) {
        coordinator.tell(ShardCoordinator$Internal$StateInitialized$.MODULE$, Adapter.toClassic(ctx.getSelf()));
        if (left > 0) timers.startSingleTimer("again", new Again(left - 1), EVERY);
    }
}
