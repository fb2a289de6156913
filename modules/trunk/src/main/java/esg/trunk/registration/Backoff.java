package esg.trunk.registration;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses between attempts that fail (REG-09): doubled each time up to a cap.
 *
 * @param jitter share of the pause, 0 to 1, that chance may add or take, so that accounts that failed together do not come back together
 */
public record Backoff(Duration first, Duration cap, double jitter) {
    private static final int MOST_DOUBLINGS = 30;

    /** @param failures in a row, this one included; from 1 */
    Duration pause(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        long capped = doubled < first.toMillis() ? cap.toMillis() : Math.min(doubled, cap.toMillis());
        double share = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(capped * share));
    }

    /** At least what the registrar asked for, with the same chance added so that those it sent away together come back apart. */
    static Duration atLeast(Duration pause, Duration retryAfter, double jitter, RandomGenerator random) {
        var asked = Duration.ofMillis(Math.round(retryAfter.toMillis() * (1 + jitter * random.nextDouble())));
        return asked.compareTo(pause) > 0 ? asked : pause;
    }
}
