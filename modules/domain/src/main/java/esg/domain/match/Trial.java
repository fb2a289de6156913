package esg.domain.match;

import java.util.List;

/**
 * How an account fared in a step.
 *
 * @param misses why it is no hit; empty for a hit
 * @param allowed whether it passes the source check
 */
public record Trial<S extends Served>(S served, List<Miss> misses, boolean allowed) {
    public Trial {
        misses = List.copyOf(misses);
    }

    public boolean isHit() {
        return misses.isEmpty();
    }
}
