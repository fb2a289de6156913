package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL dies under a running node, and comes back: nobody outside may notice. */
class DatabaseOutageTest {
    private static final String REGISTRAR = "127.0.0.41";
    private static final String PROVIDER = "127.0.0.42";
    private static final String PLATFORM = "127.0.0.43";

    @TempDir
    Path dir;

    private final int databasePort = Ports.free();

    DatabaseOutageTest() throws IOException {}

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(dir.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(databasePort)
                .start();
    }

    /** As a crash leaves it: SIGQUIT ends it and all its connections at once. */
    private void crash() throws Exception {
        var pid = Files.readAllLines(dir.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip();
        var process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    private Esg node(EmbeddedPostgres postgres) throws IOException {
        return Esg.start(
                dir.resolve("esg"),
                "esg.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "esg.database.user=postgres");
    }

    private static long registers(Kamailio kamailio) {
        return kamailio.log()
                .lines()
                .filter(line -> line.contains("register user=71234567890"))
                .count();
    }

    private static Map<String, Object> named(String name) {
        return Map.of("name", name);
    }

    private void callsGoThrough(Esg esg, int inside, int outside, String name) throws IOException {
        try (var callee = Sipp.plays("callee").at(PLATFORM, inside).start(dir.resolve(name + "/callee"))) {
            Sipp.plays("caller")
                    .at(PROVIDER, outside)
                    .from("200")
                    .calling("100", esg.host, esg.outside)
                    .run(dir.resolve(name + "/caller"));
            callee.succeeds();
        }
    }

    @Test
    void callsAndRegistrationsGoOnEditsAreRefusedAndAllHeals() throws Exception {
        int registrar = Ports.free();
        int inside = Ports.free();
        int outside = Ports.free();
        var postgres = postgres();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, registrar, 4);
                var esg = node(postgres)) {
            esg.domain();
            esg.account(Map.of(
                    "code",
                    "reg1",
                    "reg",
                    true,
                    "username",
                    "71234567890",
                    "pwd",
                    "3y82lS5",
                    "domain",
                    REGISTRAR,
                    "proxyaddr",
                    REGISTRAR,
                    "proxyport",
                    registrar));
            esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER, "proxyport", outside));
            esg.routeIn(PLATFORM, inside);
            esg.awaitRegistration("reg1", "registered");
            callsGoThrough(esg, inside, outside, "before");

            crash();
            postgres.close(); // its lock of the data directory, for there is nothing to stop any more
            long before = registers(kamailio);
            var refused = esg.call("PATCH", "/rest/v1/master/domains/test.local", named("Away"));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.body()).contains("configuration store cannot be reached");
            callsGoThrough(esg, inside, outside, "during");
            await("registrations are refreshed")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(registers(kamailio)).isGreaterThan(before + 1));
            assertThat(esg.registration("reg1").get("regstate").asText()).isEqualTo("registered");

            try (var _ = postgres()) {
                await("edits are taken again")
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(esg.call("PATCH", "/rest/v1/master/domains/test.local", named("Back"))
                                                .statusCode())
                                        .isEqualTo(200));
                esg.account(Map.of("code", "p2", "reg", false, "username", "", "domain", "127.0.0.44"));
                await("and are live")
                        .atMost(Duration.ofSeconds(10))
                        .ignoreException(AssertionError.class)
                        .until(() ->
                                esg.registration("p2").get("regstate").asText().equals("disabled"));
                callsGoThrough(esg, inside, outside, "after");
                assertThat(esg.terminate()).isZero();
            }
        }
    }
}
