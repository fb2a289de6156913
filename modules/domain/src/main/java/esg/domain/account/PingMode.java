package esg.domain.account;

import java.util.Locale;
import java.util.Optional;

/** How a NAT mapping toward a provider is kept open (PRV-18, A-03). */
public enum PingMode {
    DISABLED,
    OPTIONS,
    CRLF,
    STUN;

    /** As in documents and the monitor: {@code disabled}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By token, any case. */
    public static Optional<PingMode> of(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "disabled" -> Optional.of(DISABLED);
            case "options" -> Optional.of(OPTIONS);
            case "crlf" -> Optional.of(CRLF);
            case "stun" -> Optional.of(STUN);
            default -> Optional.empty();
        };
    }
}
