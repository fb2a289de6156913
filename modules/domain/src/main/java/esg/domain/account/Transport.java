package esg.domain.account;

import java.util.Locale;
import java.util.Optional;

/** How packets travel to a provider (PRV-17, A-02). */
public enum Transport {
    UDP,
    TCP,
    TLS;

    /** As in settings, URI parameters and the monitor: {@code udp}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By token, any case. */
    public static Optional<Transport> of(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "udp" -> Optional.of(UDP);
            case "tcp" -> Optional.of(TCP);
            case "tls" -> Optional.of(TLS);
            default -> Optional.empty();
        };
    }
}
