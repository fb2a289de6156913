package esg.domain.route;

import java.util.Locale;
import java.util.Optional;

/** What a rule does with a call. */
public enum Action {
    /** To the provider account named by {@code target}. */
    EXTERNAL,
    /** To the SIP URI in {@code target}. */
    URI,
    /** Refused with {@code code} and {@code reason}. */
    REJECT,
    /** To the bindings of a subscriber, named by user or number in {@code target}; empty = the called number. */
    SUBSCRIBER,
    /** Goes on with the rules of the domain in {@code target}. */
    DOMAIN,
    /** Answered by the gateway itself with a tone, or with what the caller says when {@code target} is {@code echo}. */
    TEST;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Action> of(String token) {
        for (var action : values())
            if (action.token().equals(token.toLowerCase(Locale.ROOT))) return Optional.of(action);
        return Optional.empty();
    }
}
