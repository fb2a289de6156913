package esg.admin.monitor;

import esg.admin.monitor.NodeState.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * In which order calls are listed. Those that began together come by id, so that pages neither repeat nor skip one.
 *
 * @param down greatest, or latest, first
 */
public record CallOrder(By by, boolean down) {
    public static final CallOrder NEWEST = new CallOrder(By.STARTED, true);

    /** Field that decides. */
    public enum By {
        STARTED,
        FROM,
        TO,
        CODE,
        D,
        STATE,
        /** How long it was talked, or is. */
        DURATION;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Comparator<Call> order() {
            return switch (this) {
                case STARTED -> Comparator.comparing(Call::started);
                case FROM -> Comparator.comparing(Call::from);
                case TO -> Comparator.comparing(Call::to);
                case CODE -> Comparator.comparing(Call::code).thenComparing(Call::d);
                case D -> Comparator.comparing(Call::d).thenComparing(Call::code);
                case STATE -> Comparator.comparing(Call::state);
                case DURATION -> Comparator.comparing(By::spoken);
            };
        }

        /** Those nobody answered come first; a live one is longer than all that have ended, for it may yet be. */
        private static Duration spoken(Call call) {
            if (call.answered() == null) return Duration.ZERO.minusMillis(1);
            return Duration.between(call.answered(), call.ended() == null ? Instant.MAX : call.ended());
        }
    }

    /** {@code started}, or {@code -started} for the other way round; empty when there is no such field. */
    public static Optional<CallOrder> of(String sort) {
        boolean down = sort.startsWith("-");
        var field = down ? sort.substring(1) : sort;
        return Arrays.stream(By.values())
                .filter(by -> by.token().equals(field))
                .map(by -> new CallOrder(by, down))
                .findFirst();
    }

    /** By which fields. */
    public static List<String> fields() {
        return Arrays.stream(By.values()).map(By::token).toList();
    }

    Comparator<Call> comparator() {
        return (down ? by.order().reversed() : by.order())
                .thenComparing(Comparator.comparing(Call::started).reversed())
                .thenComparing(Call::id);
    }
}
