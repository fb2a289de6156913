package esg.inside.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.sip.digest.Seal;
import java.util.Base64;
import java.util.Optional;

/** Lets another node of ours have a call delivered to a binding that this node alone can reach. Never leaves the platform. */
record Ticket(Aor aor, String key) {
    static final String HEADER = "X-Esg-Binding";
    private static final long VALID_SECONDS = 60;

    static Ticket of(Binding binding) {
        return new Ticket(binding.aor(), binding.key());
    }

    /** @param now seconds of the epoch */
    String text(Seal seal, long now) {
        var text = String.join(
                ".", encoded(aor.d()), encoded(aor.user()), encoded(key), Long.toHexString(now + VALID_SECONDS));
        return text + "." + seal.of(text);
    }

    /** Empty when it is not one of ours, or too old. */
    static Optional<Ticket> read(String header, Seal seal, long now) {
        int last = header.lastIndexOf('.');
        if (last < 0 || !seal.fits(header.substring(0, last), header.substring(last + 1))) return Optional.empty();
        var parts = header.substring(0, last).split("\\.", -1); // sealed, so it is as we wrote it
        if (Long.parseLong(parts[3], 16) < now) return Optional.empty();
        return Optional.of(new Ticket(new Aor(decoded(parts[0]), decoded(parts[1])), decoded(parts[2])));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    }
}
