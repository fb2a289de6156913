package esg.domain.config;

import java.util.function.Consumer;

/** The configuration as it is now and every change after. Thread-safe. */
public interface ConfigFeed {
    Config current();

    /** Changes in order, one at a time, on a thread of the feed; the listener must not block. Close to stop. */
    AutoCloseable subscribe(Consumer<ConfigChange> listener);
}
