package esg.esg.settings;

import java.time.Duration;

/** Reads what is kept of calls. */
final class RecordKeys {
    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(36_500); // no calendar ends before
    private static final int MOST_WAITING = 1_000_000;

    private RecordKeys() {}

    static RecordSettings of(Keys records) throws StartFailure {
        return new RecordSettings(
                records.flag("database"),
                records.flag("file"),
                retention(records, "retention"),
                retention(records, "file-retention"),
                records.number("queue", 1, MOST_WAITING));
    }

    private static Duration retention(Keys records, String key) throws StartFailure {
        var retention = records.duration(key);
        if (retention.compareTo(LEAST) < 0 || retention.compareTo(MOST) > 0)
            throw records.wrong(key, "must be 1 day to 36500 days");
        return retention;
    }
}
