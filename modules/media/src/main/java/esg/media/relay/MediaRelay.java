package esg.media.relay;

import java.util.Map;

/** Anchors the media of calls at this node (MED-02, MED-03, MED-05). Thread-safe, never blocks. */
public interface MediaRelay {
    /**
     * Begins a session of two ends; the first offer takes the ports.
     *
     * @param id names it in logs and at an engine: unique, for as long as it lasts
     * @param rules how either end is spoken to
     */
    MediaSession open(String id, Map<End, Rules> rules, MediaWatch watch);

    /** Whether a new session has a chance; a dead engine is noticed within seconds. */
    boolean isAvailable();

    /** Whether an end may speak a codec that the other does not know. */
    default boolean transcodes() {
        return false;
    }

    /** One end of a session. */
    enum End {
        CALLER,
        CALLEE;

        public End other() {
            return this == CALLER ? CALLEE : CALLER;
        }
    }
}
