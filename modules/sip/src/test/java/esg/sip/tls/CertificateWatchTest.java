package esg.sip.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Renewed certificates are taken without a restart. */
class CertificateWatchTest {
    @TempDir
    Path dir;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TlsContext.class);
    private TestAuthority authority;

    @BeforeEach
    void listen() {
        authority = new TestAuthority(dir, "ca");
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void forget() {
        logger.detachAppender(lines);
    }

    private void put(TlsSettings.Pair from, TlsSettings.Pair to) throws Exception {
        Files.copy(from.cert().path(), to.cert().path(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key().path(), to.key().path(), StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> told(Level level) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void takesANewPairAndKeepsTheOldOneWhenItIsBroken() throws Exception {
        var used = authority.certify("used", "DNS:old.example");
        var fresh = authority.certify("fresh", "DNS:new.example");
        var context = TlsContext.open(authority.settings(used, ClientAuth.NONE, true));
        try (var _ = CertificateWatch.start(List.of(context), Duration.ofMillis(20))) {
            put(fresh, used);
            await().atMost(Duration.ofSeconds(5)).until(() -> !told(Level.INFO).isEmpty());
            assertThat(told(Level.INFO).getFirst())
                    .startsWith("certificate read again file=" + used.cert().path() + " for=\"new.example\" until=");
            Files.writeString(used.key().path(), "half a file");
            await().atMost(Duration.ofSeconds(5)).until(() -> !told(Level.ERROR).isEmpty());
            assertThat(told(Level.ERROR))
                    .containsExactly("certificate not taken, the old one stays in use reason=\"esg.tls.key: "
                            + used.key().path()
                            + ": holds no private key in PEM (-----BEGIN PRIVATE KEY-----)\"");
            put(fresh, used);
            Files.setLastModifiedTime(used.key().path(), FileTime.fromMillis(System.currentTimeMillis() + 5_000));
            await().atMost(Duration.ofSeconds(5)).until(() -> told(Level.INFO).size() == 2);
            assertThat(told(Level.ERROR)).as("told once").hasSize(1);
        }
    }
}
