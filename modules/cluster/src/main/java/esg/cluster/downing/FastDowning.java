package esg.cluster.downing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's split-brain resolver on a fast clock. Made by Pekko, which {@code pekko.cluster.downing-provider-class} tells to. */
public final class FastDowning extends DowningProvider {
    private final ActorSystem system;

    public FastDowning(ActorSystem system) {
        this.system = system;
    }

    /**
     * How long the coordinator waits after a removal. Next to nothing: that a node which was given up still serves is the start gate's
     * matter, which knows when it does not.
     */
    @Override
    public FiniteDuration downRemovalMargin() {
        return FiniteDuration.apply(1, TimeUnit.MILLISECONDS);
    }

    @Override
    public Option<Props> downingActorProps() {
        var config = system.settings().config();
        return Option.apply(Props.create(
                FastResolver.class,
                () -> new FastResolver(
                        Cluster.get(system),
                        config.getDuration("pekko.cluster.split-brain-resolver.stable-after"),
                        config.getDuration("esg.cluster.indirect-hold"))));
    }

    static FiniteDuration finite(Duration duration) {
        return FiniteDuration.apply(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
