package esg.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What opens REST to somebody. The token itself is told once, when it is made; only its hash is kept.
 *
 * @param name of whoever has it, as the record of changes tells it; unique
 * @param d the only domain it is for; "" for all
 * @param hash SHA-256 of the token, hexadecimal; "" until it is made
 * @param lastUsed to about a minute
 */
public record Token(
        String id,
        String name,
        Role role,
        String d,
        Optional<Instant> expires,
        boolean enabled,
        String hash,
        Instant created,
        Optional<Instant> lastUsed) {

    /** Whether it opens anything at this moment. */
    public boolean isValid(Instant now) {
        return enabled && !hash.isEmpty() && (expires.isEmpty() || now.isBefore(expires.get()));
    }

    public Token withId(String newId) {
        return new Token(newId, name, role, d, expires, enabled, hash, created, lastUsed);
    }

    /** One that was just made. */
    public Token made(String hashOfIt, Instant now) {
        return new Token(id, name, role, d, expires, enabled, hashOfIt, now, Optional.empty());
    }

    /** This document with what nobody can change of the one that stands. */
    public Token keeping(Token current) {
        return new Token(id, name, role, d, expires, enabled, current.hash, current.created, current.lastUsed);
    }
}
