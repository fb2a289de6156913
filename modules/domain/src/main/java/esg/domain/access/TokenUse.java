package esg.domain.access;

import java.time.Instant;

/** Keeps when a token was used last. */
@FunctionalInterface
public interface TokenUse {
    /** Blocks. No change of configuration: nobody is told. */
    void used(String id, Instant at);
}
