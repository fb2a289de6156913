package esg.domain.route;

import java.util.Locale;
import java.util.Optional;

/** Where a call comes from. {@code ANY} stands in rules only. */
public enum Origin {
    PROVIDER,
    SUBSCRIBER,
    ANY;

    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Origin> of(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "provider" -> Optional.of(PROVIDER);
            case "subscriber" -> Optional.of(SUBSCRIBER);
            case "any" -> Optional.of(ANY);
            default -> Optional.empty();
        };
    }
}
