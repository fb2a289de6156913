package esg.domain.ban;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A ban that an operator has imposed, on all nodes.
 *
 * @param source as {@link Sources#key} gives it
 * @param until when it ends; empty for one that lasts until it is lifted
 * @param note for people
 */
public record PinnedBan(InetAddress source, Optional<Instant> until, String note) {
    /** Its name in paths and tables. */
    public String id() {
        return Sources.text(source);
    }

    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }
}
