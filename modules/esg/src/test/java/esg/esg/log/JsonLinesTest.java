package esg.esg.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.domain.account.AccountId;
import esg.esg.settings.LogFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A log of its own, written as the node's is. */
class JsonLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LoggerContext logback = new LoggerContext();

    private Logger log(LogFormat format) {
        logback.setMDCAdapter(new LogbackMDCAdapter());
        var text = new PatternLayoutEncoder();
        text.setContext(logback);
        text.setPattern("%-5level %logger{0} %msg%n");
        text.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(logback);
        appender.setEncoder(text);
        appender.setOutputStream(out);
        appender.start();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        NodeLog.write(logback, format, "esg1@127.0.0.1");
        return logback.getLogger("esg.trunk.registration.Registration");
    }

    private JsonNode only() throws JsonProcessingException {
        var lines = out.toString(UTF_8).split("\n", -1);
        assertThat(lines).as("one line, and its end").hasSize(2);
        return JSON.readTree(lines[0]);
    }

    @Test
    void anEventIsOneObject() throws Exception {
        log(LogFormat.JSON)
                .warn(
                        "registration failed account={} reason=\"{}\" next={}s granted={} callId={}",
                        new AccountId("acme.example", "pbx2"),
                        "403 \"go\"\naway account=evil",
                        30,
                        3600,
                        "Z76iX6vy");
        var line = only();
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("esg.trunk.registration.Registration");
        assertThat(line.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
        assertThat(line.get("node").asText()).isEqualTo("esg1@127.0.0.1");
        assertThat(line.get("message").asText()).startsWith("registration failed account=acme.example/pbx2 reason=");
        assertThat(line.get("account").asText()).isEqualTo("acme.example/pbx2");
        assertThat(line.get("callid").asText()).isEqualTo("Z76iX6vy");
        assertThat(line.get("reason").asText()).isEqualTo("403 \"go\"\naway account=evil");
        assertThat(line.get("granted").isInt()).isTrue();
        assertThat(line.has("stack")).isFalse();
        var time = line.get("time").asText();
        assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Duration.between(Instant.parse(time), Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aStackIsAField() throws Exception {
        log(LogFormat.JSON).error("packet failed size={}", 9, new IllegalStateException("bug"));
        var line = only();
        assertThat(line.get("message").asText()).isEqualTo("packet failed size=9");
        assertThat(line.get("stack").asText())
                .startsWith("java.lang.IllegalStateException: bug")
                .contains("\tat esg.");
    }

    @Test
    void whatAMessageSaysOfANodeIsNotWhoSaysIt() throws Exception {
        log(LogFormat.JSON).info("node is gone node={} time={}", "esg2@127.0.0.1", "noon");
        var line = only();
        assertThat(line.get("node").asText()).isEqualTo("esg1@127.0.0.1");
        assertThat(line.get("about_node").asText()).isEqualTo("esg2@127.0.0.1");
        assertThat(line.get("about_time").asText()).isEqualTo("noon");
    }

    /** Their texts are not written by our habits. */
    @Test
    void linesOfLibrariesHaveNoPairs() throws Exception {
        log(LogFormat.JSON);
        logback.getLogger("org.apache.pekko.remote").warn("association address=x");
        assertThat(only().has("address")).isFalse();
    }

    @Test
    void halfACharacterSpoilsNoLine() throws Exception {
        log(LogFormat.JSON).info("packet dropped from={}", "a\ud800b\u0001\u00e9");
        assertThat(only().get("from").asText()).isEqualTo("a?b\u0001\u00e9");
    }

    @Test
    void textStaysAsItIs() {
        log(LogFormat.TEXT).info("registered account={} granted={}", "acme.example/pbx2", 3600);
        assertThat(out).hasToString("INFO  Registration registered account=acme.example/pbx2 granted=3600\n");
    }
}
