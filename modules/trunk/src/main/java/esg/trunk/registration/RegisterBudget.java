package esg.trunk.registration;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Spreads the REGISTERs of a node: so many a second in all, so many to one registrar. Ten thousand accounts that start together queue up
 * instead of storming a provider. Thread-safe.
 */
public final class RegisterBudget {
    private final int perRegistrar;
    private final Bucket node;
    private final ConcurrentMap<String, Bucket> registrars = new ConcurrentHashMap<>();

    /**
     * @param perNode REGISTERs a second
     * @param perRegistrar the same to one next hop
     */
    public RegisterBudget(int perNode, int perRegistrar) {
        this.perRegistrar = perRegistrar;
        this.node = bucket(perNode);
    }

    /** Takes a turn; the time until it comes, zero for now. Turns come in the order they were taken. */
    Duration turn(String nextHop) {
        var registrar = registrars.computeIfAbsent(nextHop.toLowerCase(Locale.ROOT), _ -> bucket(perRegistrar));
        long wait = Math.max(node.consumeIgnoringRateLimits(1), registrar.consumeIgnoringRateLimits(1));
        return Duration.ofNanos(wait);
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
