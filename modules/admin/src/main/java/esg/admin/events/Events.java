package esg.admin.events;

import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** The events of all nodes. */
@FunctionalInterface
public interface Events {
    /**
     * Events from now on, of every node that answers, within about half a second of when they happened. Who reads too slowly loses some and is
     * told so by one of type {@code lost}. Never ends by itself.
     */
    Source<Event, NotUsed> open();
}
