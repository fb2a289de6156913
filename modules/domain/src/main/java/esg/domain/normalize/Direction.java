package esg.domain.normalize;

import java.util.Optional;

/** The way a call goes through an account (NRM-02). */
public enum Direction {
    /** From the provider. */
    IN("in"),
    /** To the provider. */
    OUT("out");

    private final String token;

    Direction(String token) {
        this.token = token;
    }

    /** As documents spell it. */
    public String token() {
        return token;
    }

    public static Optional<Direction> of(String token) {
        for (var direction : values()) if (direction.token.equals(token)) return Optional.of(direction);
        return Optional.empty();
    }
}
