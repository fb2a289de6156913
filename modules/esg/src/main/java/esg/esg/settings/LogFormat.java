package esg.esg.settings;

/** How a node writes its log, {@code esg.log.format}. */
public enum LogFormat {
    /** A line for people: time, level, event, pairs {@code key=value}. */
    TEXT,
    /** A line for machines: one JSON object. */
    JSON
}
