package esg.domain.match;

import java.util.List;
import java.util.Optional;

/**
 * A step and how every account fared in it, in (d, code) order.
 *
 * @param user looked for
 * @param host looked for; "" when the INVITE has none and the step is passed over
 */
public record StepTrace<S extends Served>(Step step, String user, String host, List<Trial<S>> trials) {
    public StepTrace {
        trials = List.copyOf(trials);
    }

    /** The hit that the step decides for: one that passes the source check before others. */
    public Optional<Trial<S>> hit() {
        var hits = trials.stream().filter(Trial::isHit).toList();
        return hits.stream()
                .filter(Trial::allowed)
                .findFirst()
                .or(() -> hits.stream().findFirst());
    }
}
