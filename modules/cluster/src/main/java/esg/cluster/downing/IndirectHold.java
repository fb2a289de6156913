package esg.cluster.downing;

import java.time.Duration;

/** Holds decisions about indirectly connected nodes back until they were the same for a while. Told the time, in nanoseconds. */
final class IndirectHold {
    private final long hold;
    private boolean holding;
    private long since;
    private long last;

    IndirectHold(Duration hold) {
        this.hold = hold.toNanos();
    }

    /** A pause as long as a quarter of the hold means that it healed in between: nothing is decided when all is well. */
    boolean holds(boolean indirect, long now) {
        if (!indirect) {
            holding = false;
            return false;
        }
        if (!holding || now - last > hold / 4) since = now;
        holding = true;
        last = now;
        return now - since < hold;
    }
}
