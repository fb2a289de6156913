package esg.trunk.registration;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Spreads the REGISTERs of a node: so many a second in all, so many to one registrar. Ten thousand accounts that start together queue up
 * instead of storming a provider.
 *
 * <p>What answers a challenge goes at once, for the registrar waits for it and its nonce grows old; those that queue make up for it. Who
 * queues therefore asks twice: {@link #turn} when it comes, {@link #pass} when its turn has come. Thread-safe.
 */
public final class RegisterBudget {
    private final int perRegistrar;
    private final Pace node;
    private final ConcurrentMap<String, Pace> registrars = new ConcurrentHashMap<>();

    /**
     * @param perNode REGISTERs a second
     * @param perRegistrar the same to one next hop
     */
    public RegisterBudget(int perNode, int perRegistrar) {
        this.perRegistrar = perRegistrar;
        this.node = Pace.of(perNode);
    }

    /** Takes a turn; the time until it comes, zero for now. Turns come in the order they were taken. */
    Duration turn(String nextHop) {
        return wait(node.queue, registrar(nextHop).queue);
    }

    /** The turn has come; how long to wait nevertheless for what went out of turn, zero to send now. Asked once for each turn. */
    Duration pass(String nextHop) {
        return wait(node.sent, registrar(nextHop).sent);
    }

    /** One is sent out of turn. */
    void repeat(String nextHop) {
        wait(node.sent, registrar(nextHop).sent);
    }

    private Pace registrar(String nextHop) {
        return registrars.computeIfAbsent(nextHop.toLowerCase(Locale.ROOT), _ -> Pace.of(perRegistrar));
    }

    private static Duration wait(Bucket node, Bucket registrar) {
        return Duration.ofNanos(Math.max(node.consumeIgnoringRateLimits(1), registrar.consumeIgnoringRateLimits(1)));
    }

    /** Turns come one by one; what is sent may be a twentieth of a second ahead, for timers are not exact. */
    private record Pace(Bucket queue, Bucket sent) {
        static Pace of(int perSecond) {
            return new Pace(bucket(1, perSecond), bucket(Math.max(1, perSecond / 20), perSecond));
        }

        private static Bucket bucket(int capacity, int perSecond) {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
                    .build();
        }
    }
}
