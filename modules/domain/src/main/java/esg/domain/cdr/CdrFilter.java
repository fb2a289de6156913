package esg.domain.cdr;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are meant.
 *
 * @param d of this domain
 * @param account of the account with this code
 * @param code with this final answer
 * @param number in which this is one of the four numbers, before or after normalization
 * @param q in which this text occurs, any case: numbers, name, Call-IDs, reason, route
 * @param from that began then or later, {@code to} before then
 */
public record CdrFilter(
        Optional<String> d,
        Optional<String> account,
        Optional<Integer> code,
        Optional<String> number,
        Optional<String> q,
        Optional<Instant> from,
        Optional<Instant> to) {
    public static final CdrFilter ALL = new CdrFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
