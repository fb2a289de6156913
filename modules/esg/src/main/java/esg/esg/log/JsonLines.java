package esg.esg.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object for each event, one to a line. Logback's own JsonEncoder tells milliseconds of the epoch and puts a message's pairs
 * nowhere, since they stand in its text.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Set<String> OURS = Set.of("time", "level", "logger", "thread", "message", "node", "stack");
    private static final String OWN = "esg."; // packages whose messages are written as pairs
    private static final byte[] NOTHING = {};

    private final JsonFactory json = new JsonFactory();
    private final String node;

    /**
     * Writes for a node.
     *
     * @param node that each object names
     */
    public JsonLines(String node) {
        this.node = node;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    /** By way of text, since a message may hold half a character, which is then written as a question mark. */
    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringWriter(256);
        try (var object = json.createGenerator(line)) {
            object.writeStartObject();
            write(object, event);
            object.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a string
        }
        return line.append('\n').toString().getBytes(UTF_8);
    }

    private void write(JsonGenerator object, ILoggingEvent event) throws IOException {
        object.writeStringField("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        object.writeStringField("level", event.getLevel().toString());
        object.writeStringField("logger", event.getLoggerName());
        object.writeStringField("thread", event.getThreadName());
        object.writeStringField("message", event.getFormattedMessage());
        object.writeStringField("node", node);
        for (var field : fields(event).entrySet()) write(object, field.getKey(), field.getValue());
        var thrown = event.getThrowableProxy();
        if (thrown != null) object.writeStringField("stack", ThrowableProxyUtil.asString(thrown));
    }

    /** A pair of the message wins over one of its surroundings; {@code node=} of a message is the node it is about. */
    private static Map<String, @Nullable Object> fields(ILoggingEvent event) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        event.getMDCPropertyMap().forEach((key, value) -> fields.put(name(key), value));
        if (event.getLoggerName().startsWith(OWN)) {
            Pairs.of(event.getMessage(), event.getArgumentArray())
                    .forEach((key, value) -> fields.put(name(key), value));
        }
        return fields;
    }

    private static String name(String key) {
        return OURS.contains(key) ? "about_" + key : key;
    }

    private static void write(JsonGenerator object, String name, @Nullable Object value) throws IOException {
        object.writeFieldName(name);
        switch (value) {
            case null -> object.writeNull();
            case Boolean truth -> object.writeBoolean(truth);
            case Long number -> object.writeNumber(number);
            case Integer number -> object.writeNumber(number);
            case Number number when Double.isFinite(number.doubleValue()) -> object.writeNumber(number.toString());
            default -> object.writeString(value.toString());
        }
    }
}
