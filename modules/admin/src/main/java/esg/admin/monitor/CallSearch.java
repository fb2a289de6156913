package esg.admin.monitor;

import esg.admin.monitor.NodeState.Call;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which calls are wanted.
 *
 * @param d domain; empty for all
 * @param code of the account; empty for all
 * @param text that stands in one of its numbers, ids, Call-IDs or its reason, in either case; empty for all
 * @param state {@link State}; empty for all
 */
public record CallSearch(Optional<String> d, Optional<String> code, Optional<String> text, Optional<State> state) {
    public static final CallSearch ALL =
            new CallSearch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** How a call stands. */
    public enum State {
        /** It has not ended. */
        LIVE,
        /** It has, however it went. */
        ENDED,
        /** It has, and was never answered. */
        FAILED
    }

    boolean fits(Call call) {
        return d.map(call.d()::equals).orElse(true)
                && code.map(call.code()::equals).orElse(true)
                && state.map(wanted -> stands(call, wanted)).orElse(true)
                && text.map(part -> has(call, part.toLowerCase(Locale.ROOT))).orElse(true);
    }

    private static boolean stands(Call call, State wanted) {
        return switch (wanted) {
            case LIVE -> call.ended() == null;
            case ENDED -> call.ended() != null;
            case FAILED -> call.ended() != null && call.answered() == null;
        };
    }

    private static boolean has(Call call, String part) {
        var reason = call.reason() == null ? "" : call.reason();
        return Stream.concat(Stream.of(call.id(), call.from(), call.to(), call.code(), reason), call.callIds().stream())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
    }
}
