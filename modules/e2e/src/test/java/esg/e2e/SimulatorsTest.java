package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider simulators of {@code ../shared/sip-tests}, when that folder is beside the project; skipped, and said so, when not. */
class SimulatorsTest {
    private static final Path SIMULATORS =
            Path.of("../../../shared/sip-tests").toAbsolutePath().normalize();
    /** Seconds each mode is watched; the short one has to see a refresh of 30 s. */
    private static final Map<String, Integer> MODES = Map.ofEntries(
            Map.entry("ok", 8),
            Map.entry("md5", 8),
            Map.entry("md5-noqop", 8),
            Map.entry("sha256", 8),
            Map.entry("423", 8),
            Map.entry("stale", 8),
            Map.entry("403", 8),
            Map.entry("silent", 8),
            Map.entry("503", 10),
            Map.entry("short", 36),
            Map.entry("opaque-empty", 8));

    @TempDir
    Path dir;

    /** They are no part of the project; {@code ./test} says at its end that they were not there. */
    @BeforeEach
    void onlyBesideTheSimulators() {
        assumeTrue(Files.isDirectory(SIMULATORS), "no ../shared/sip-tests beside the project");
    }

    @Test
    void callsPass() throws IOException {
        try (var esg = Esg.start(dir.resolve("esg"))) {
            run(
                    "configure",
                    List.of(
                            "python3",
                            "configure.py",
                            "--http",
                            "http://127.0.0.1:" + esg.http,
                            "--token-file",
                            dir.resolve("esg/data/admin.token").toString()));
            run(
                    "calls",
                    List.of(
                            "python3",
                            "run.py",
                            "--esg",
                            esg.host + ":" + esg.outside,
                            "--esg-inside",
                            esg.host + ":" + esg.inside,
                            "--out",
                            dir.resolve("out").toString()));
            esg.awaitNoCalls();
        }
    }

    @Test
    void registrarsAreSatisfied() throws IOException, InterruptedException {
        try (var esg = Esg.start(dir.resolve("esg"))) {
            esg.domain();
            var registrars = new LinkedHashMap<String, Process>();
            int number = 30;
            for (var mode : MODES.entrySet()) {
                var host = "127.0.4." + number++;
                int port = Ports.free();
                registrars.put(
                        mode.getKey(),
                        start(
                                "registrar-" + mode.getKey(),
                                List.of(
                                        "python3",
                                        "registrar.py",
                                        "--mode",
                                        mode.getKey(),
                                        "--ip",
                                        host,
                                        "--port",
                                        Integer.toString(port),
                                        "--duration",
                                        Integer.toString(mode.getValue()))));
                await().until(() -> Ports.isBound(host, port));
                esg.account(Map.of(
                        "code",
                        "r-" + mode.getKey(),
                        "reg",
                        true,
                        "username",
                        "71234567890",
                        "pwd",
                        "3y82lS5",
                        "domain",
                        host,
                        "proxyport",
                        port,
                        "trunks",
                        1));
            }
            var failed = new ArrayList<String>();
            for (var registrar : registrars.entrySet()) {
                registrar.getValue().waitFor(60, TimeUnit.SECONDS);
                if (registrar.getValue().isAlive() || registrar.getValue().exitValue() != 0) {
                    failed.add(registrar.getKey() + ":\n" + output("registrar-" + registrar.getKey()));
                }
            }
            assertThat(failed).isEmpty();
        }
    }

    private Process start(String name, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(SIMULATORS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(name + ".log").toFile())
                .start();
    }

    private void run(String name, List<String> command) throws IOException {
        var process = start(name, command);
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS))
                    .as("%s ends", name)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).as(output(name)).isZero();
    }

    private String output(String name) throws IOException {
        return Files.readString(dir.resolve(name + ".log"));
    }
}
