package esg.cluster.kubernetes;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.kubernetes.NativeKubernetesLease;
import scala.Function1;
import scala.Option;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;

/**
 * A lease of Kubernetes' own kind (coordination.k8s.io/v1) for one shard, with three things put right that Pekko 1.2.1 gets wrong.
 *
 * <p>Its name is no other shard's: Pekko drops what may not stand in a name, so that the groups {@code 1~3} and {@code ~13} would share one
 * lease, and one of the two would never be served. And it is given back when its shard has stopped: Pekko would renew it until the process
 * ends, and the node that the shard has moved to would never get it. And it is granted only when it is held: when a first write met
 * another's, Pekko grants it before the second has been answered. Made by Pekko, which {@link ShardLeaseSettings} tells to.
 */
public final class ShardLease extends NativeKubernetesLease {
    private static final int LONGEST = 63; // RFC 1123 label
    private static final int DIGITS = 32;

    private final ActorRef<ShardWatch.Command> watch;
    private long asked;

    public ShardLease(LeaseSettings settings, ExtendedActorSystem system) {
        super(
                new LeaseSettings(
                        named(settings.leaseName()),
                        settings.ownerName(),
                        settings.timeoutSettings(),
                        settings.leaseConfig()),
                system);
        var behavior = ShardWatch.create(this, ShardWatch.path(system.name(), settings.leaseName()));
        watch = Adapter.toTyped(system)
                .systemActorOf(behavior, "esg-lease-" + named(settings.leaseName()), Props.empty());
    }

    /** Only a shard asks for it. What Pekko grants without having it is given back, and refused: the shard asks again. */
    @Override
    public synchronized Future<Object> acquire(Function1<Option<Throwable>, BoxedUnit> lost) {
        asked++;
        watch.tell(new ShardWatch.Asked());
        var granted = FutureConverters.asJava(super.acquire(lost));
        return FutureConverters.asScala(
                granted.thenCompose(yes -> (boolean) yes && !checkLease() ? giveBack() : completedFuture(yes)));
    }

    private CompletionStage<Object> giveBack() {
        return FutureConverters.asJava(release()).handle((_, _) -> false);
    }

    /** How often it was asked for. */
    synchronized long asked() {
        return asked;
    }

    /** Gives it back, unless somebody asked for it since {@code seen}: who asks later is answered after it was given back. */
    synchronized void releaseUnlessAsked(long seen) {
        if (asked == seen) release();
    }

    /** {@code esg-shard-account-1,2~3} becomes {@code esg-shard-account-1-2--3}; what would be too long ends in a digest of it all. */
    static String named(String lease) {
        var name = lease.replace(",", "-").replace("~", "--");
        if (name.length() <= LONGEST) return name;
        return name.substring(0, LONGEST - DIGITS - 1) + "x" + digest(lease);
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
