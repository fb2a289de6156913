package esg.esg.nodes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import esg.admin.nodes.LogLevel;
import org.slf4j.LoggerFactory;

/**
 * How much this process logs (LOG-06). The level is that of ESG's own lines. Libraries follow it upward only: their TRACE and DEBUG would
 * bury what an operator looks for.
 */
final class LogLevels {
    private static final String OWN = "esg";
    private static final String PEKKO = "org.apache.pekko";

    private LogLevels() {}

    static LogLevel now() {
        var level = logger(OWN).getEffectiveLevel();
        return LogLevel.of(level.toString())
                .orElse(level.isGreaterOrEqual(Level.ERROR) ? LogLevel.ERROR : LogLevel.TRACE);
    }

    static void set(LogLevel wanted) {
        var level = Level.toLevel(wanted.name());
        logger(OWN).setLevel(level);
        logger(Logger.ROOT_LOGGER_NAME).setLevel(atLeast(level, Level.INFO));
        logger(PEKKO).setLevel(atLeast(level, Level.WARN));
    }

    private static Level atLeast(Level level, Level least) {
        return level.isGreaterOrEqual(least) ? level : least;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
