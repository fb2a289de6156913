package esg.admin.access;

import esg.domain.access.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody whose token opens.
 *
 * @param name of the token
 * @param d the only domain it is for; "" for all
 * @param tokenId its id; "" for that of the settings
 * @param hash of the token that was shown
 * @param expires when the token does, or the session it was shown for
 */
public record Principal(String name, Role role, String d, String tokenId, String hash, Optional<Instant> expires) {
    /** Whoever asks where no token is needed. */
    public static final Principal ANYBODY = new Principal("", Role.VIEWER, "", "", "", Optional.empty());

    public boolean isNarrowed() {
        return !d.isEmpty();
    }

    /** Whether what belongs to this domain is theirs to see; "" belongs to the platform. */
    public boolean sees(String other) {
        return d.isEmpty() || d.equals(other);
    }

    /** The same until then. */
    Principal until(Optional<Instant> end) {
        return new Principal(name, role, d, tokenId, hash, end);
    }

    @Override
    public String toString() {
        return name + " (" + role.token() + (d.isEmpty() ? "" : " of " + d) + ")";
    }
}
