package esg.admin.monitor;

import esg.admin.monitor.NodeState.Call;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which calls are wanted.
 *
 * @param d domain; empty for all
 * @param code of the account; empty for all
 * @param text that stands in one of its numbers, ids, Call-IDs or its reason, in either case; empty for all
 * @param state {@link State}; empty for all
 * @param ids of which it has one, as its id or as Call-ID of a leg; empty for all
 */
public record CallSearch(
        Optional<String> d, Optional<String> code, Optional<String> text, Optional<State> state, Set<String> ids) {
    public static final CallSearch ALL = ofIds(Optional.empty(), Set.of());

    public CallSearch {
        ids = Set.copyOf(ids);
    }

    /** Calls with one of these ids or Call-IDs. */
    public static CallSearch ofIds(Optional<String> d, Set<String> ids) {
        return new CallSearch(d, Optional.empty(), Optional.empty(), Optional.empty(), ids);
    }

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
                && (ids.isEmpty()
                        || ids.contains(call.id())
                        || call.callIds().stream().anyMatch(ids::contains))
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
