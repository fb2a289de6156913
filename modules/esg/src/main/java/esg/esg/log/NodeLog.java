package esg.esg.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import esg.esg.settings.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of this process. */
public final class NodeLog {
    private NodeLog() {}

    /**
     * Writes so from now on.
     *
     * @param node that each JSON object names
     */
    public static void write(LogFormat format, String node) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) write(logback, format, node);
    }

    static void write(LoggerContext logback, LogFormat format, String node) {
        if (format == LogFormat.TEXT) return; // as logback.xml has it
        logback.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            encode(logback, appender, node);
        });
    }

    private static void encode(LoggerContext logback, Appender<ILoggingEvent> appender, String node) {
        if (!(appender instanceof OutputStreamAppender<ILoggingEvent> lines)) return;
        var encoder = new JsonLines(node);
        encoder.setContext(logback);
        encoder.start();
        lines.setEncoder(encoder);
    }
}
