package esg.esg.drill;

import java.util.ArrayList;
import java.util.List;

/** What the registrar has seen, in the order it came: one socket, so also the order in which it was sent. Thread-safe. */
final class Sightings {
    private final List<Sighting> all = new ArrayList<>();

    synchronized void add(Sighting sighting) {
        all.add(sighting);
    }

    /** Forgets what was: another run begins. */
    synchronized void clear() {
        all.clear();
    }

    synchronized List<Sighting> list() {
        return List.copyOf(all);
    }
}
