package esg.admin.nodes;

import java.util.Arrays;
import java.util.Optional;

/** How much a node's log tells (LOG-06), most first. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** By its name; empty for any other word. */
    public static Optional<LogLevel> of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findAny();
    }
}
