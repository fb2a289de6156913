package esg.domain.route;

import java.util.Locale;
import java.util.Optional;

/** What a rule does with a call. Two are named in the contract and refused by {@link RouteForm}. */
public enum Action {
    /** To the provider account named by {@code target}. */
    EXTERNAL,
    /** To the SIP URI in {@code target}. */
    URI,
    /** Refused with {@code code} and {@code reason}. */
    REJECT,
    SUBSCRIBER,
    DOMAIN,
    /** Answered by the gateway itself with a tone, or with what the caller says when {@code target} is {@code echo}. */
    TEST;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether calls can be sent this way in this version. */
    public boolean isOffered() {
        return this == EXTERNAL || this == URI || this == REJECT || this == TEST;
    }

    public static Optional<Action> of(String token) {
        for (var action : values())
            if (action.token().equals(token.toLowerCase(Locale.ROOT))) return Optional.of(action);
        return Optional.empty();
    }
}
