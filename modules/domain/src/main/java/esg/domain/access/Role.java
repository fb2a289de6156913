package esg.domain.access;

import java.util.Arrays;
import java.util.Optional;

/** What a token is for. */
public enum Role {
    /** Everything. */
    ADMIN("admin"),
    /** The documents, calls and accounts of one domain. */
    DOMAIN_ADMIN("domainadmin"),
    /** Looks and tries, changes nothing; of one domain or of all. */
    VIEWER("viewer");

    private final String token;

    Role(String token) {
        this.token = token;
    }

    /** As documents name it. */
    public String token() {
        return token;
    }

    public static Optional<Role> of(String token) {
        return Arrays.stream(values()).filter(role -> role.token.equals(token)).findFirst();
    }
}
