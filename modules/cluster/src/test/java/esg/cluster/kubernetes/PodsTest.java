package esg.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.cluster.TestNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that know nothing of each other but what Kubernetes tells them; each a process with a loopback address of its own. */
class PodsTest {
    private static final Pattern UP = Pattern.compile("\"status\":\"Up\"");

    @TempDir
    static Path dir = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private final int clusterPort = TestNode.freePort();
    private final int managementPort = TestNode.freePort();

    @AfterEach
    void stop() {
        http.close();
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void podsFormOneClusterAndALaterOneJoinsIt() throws Exception {
        try (var kubernetes = FakeKubernetes.start(dir)) {
            start(kubernetes, 1);
            start(kubernetes, 2);
            await().atMost(Duration.ofSeconds(60)).until(() -> up(1) == 2 && up(2) == 2);

            start(kubernetes, 3);
            await().atMost(Duration.ofSeconds(40)).until(() -> up(1) == 3 && up(2) == 3 && up(3) == 3);
            assertThat(kubernetes.refused()).isEmpty();
        }
    }

    private static String ip(int roleid) {
        return "127.0.0.1" + roleid;
    }

    private void start(FakeKubernetes kubernetes, int roleid) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PodNode.class.getName(),
                String.valueOf(roleid),
                ip(roleid),
                String.valueOf(clusterPort),
                String.valueOf(managementPort),
                kubernetes.serviceAccount().toString());
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        Path.of("target", "pod-" + roleid + ".log").toFile()))
                .redirectErrorStream(true);
        builder.environment().putAll(kubernetes.environment());
        processes.add(builder.start());
        kubernetes.run(ip(roleid));
    }

    /** Members that are up as this node sees it; 0 when it does not answer yet. */
    private long up(int roleid) throws InterruptedException {
        var members = URI.create("http://" + ip(roleid) + ":" + managementPort + "/cluster/members");
        try {
            var request = HttpRequest.newBuilder(members).timeout(Duration.ofSeconds(2));
            return UP.matcher(
                            http.send(request.build(), BodyHandlers.ofString()).body())
                    .results()
                    .count();
        } catch (IOException _) {
            return 0;
        }
    }
}
