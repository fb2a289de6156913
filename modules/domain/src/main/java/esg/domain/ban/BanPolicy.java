package esg.domain.ban;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much is borne of whom.
 *
 * @param weights points an offence costs; 0 for one that is not counted, 1 for one that is not named
 * @param strangers budget of somebody no account names
 * @param known budget of an address of an account
 * @param terms how long the first ban lasts, the second, and so on; the last one for all that follow
 * @param forgetAfter time without a ban after which the latest of them is forgotten
 */
public record BanPolicy(
        Map<Offence, Integer> weights, Budget strangers, Budget known, List<Duration> terms, Duration forgetAfter) {
    /**
     * A bucket of points.
     *
     * @param size points that may be spent at once
     * @param refill time in which one comes back
     */
    public record Budget(int size, Duration refill) {
        public Budget {
            if (size < 1 || refill.toMillis() < 1) throw new IllegalArgumentException("a budget needs size and refill");
        }
    }

    public BanPolicy {
        weights = weights.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(weights));
        terms = List.copyOf(terms);
        if (terms.isEmpty() || forgetAfter.toMillis() < 1) {
            throw new IllegalArgumentException("a policy needs terms and a time to forget");
        }
    }

    int weight(Offence offence) {
        return weights.getOrDefault(offence, 1);
    }

    Budget budget(Standing standing) {
        return standing == Standing.STRANGER ? strangers : known;
    }

    Duration term(int bansBefore) {
        return terms.get(Math.min(bansBefore, terms.size() - 1));
    }

    /** After so long without an offence nothing is left to remember of anybody. */
    public Duration memory() {
        var longest = terms.stream().max(Duration::compareTo).orElseThrow();
        return longest.plus(forgetAfter.multipliedBy(terms.size()));
    }
}
