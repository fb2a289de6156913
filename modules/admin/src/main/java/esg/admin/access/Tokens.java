package esg.admin.access;

import esg.domain.access.Role;
import esg.domain.access.Token;
import esg.domain.access.TokenForm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which tokens open at this moment: that of the settings, and those of the configuration as this node knows it. */
public final class Tokens {
    private final Principal admin;
    private final Supplier<List<Token>> known;

    /** @param configured the token of the settings, which is an admin's */
    public Tokens(String configured, Supplier<List<Token>> known) {
        this.admin =
                new Principal(TokenForm.RESERVED, Role.ADMIN, "", "", TokenText.hash(configured), Optional.empty());
        this.known = known;
    }

    /** Whose token this is; empty for one that does not open, or no more. */
    public Optional<Principal> of(String token, Instant now) {
        var hash = TokenText.hash(token);
        if (TokenText.same(hash, admin.hash())) return Optional.of(admin);
        return found(now, one -> TokenText.same(hash, one.hash()));
    }

    /** Whoever has the token of this id, while it opens; "" is that of the settings. */
    public Optional<Principal> withId(String id, Instant now) {
        return id.isEmpty() ? Optional.of(admin) : found(now, one -> one.id().equals(id));
    }

    /** Whether they could come in now as they did. */
    public boolean isStill(Principal principal, Instant now) {
        boolean over = principal.expires().isPresent()
                && !now.isBefore(principal.expires().get());
        return !over
                && withId(principal.tokenId(), now)
                        .map(found -> found.until(principal.expires()))
                        .filter(principal::equals)
                        .isPresent();
    }

    private Optional<Principal> found(Instant now, Predicate<Token> wanted) {
        return known.get().stream()
                .filter(wanted)
                .filter(token -> token.isValid(now))
                .findFirst()
                .map(token -> new Principal(
                        token.name(), token.role(), token.d(), token.id(), token.hash(), token.expires()));
    }
}
