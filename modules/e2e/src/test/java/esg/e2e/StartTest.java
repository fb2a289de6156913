package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees when a node starts and stops. */
class StartTest {
    @TempDir
    Path dir;

    @Test
    void saysWhereItServesAndEndsWithZero() throws IOException {
        try (var esg = Esg.start(dir)) {
            assertThat(esg.readyLine())
                    .matches("ESG esg1@127\\.0\\.0\\.1 ready in \\d+\\.\\d s; console http://127\\.0\\.0\\.1:"
                            + esg.http + "; outside udp,tcp " + esg.outside + "; inside udp,tcp " + esg.inside);
            assertThat(esg.call("GET", "/", Map.of()).body()).contains("<div id=\"root\">");
            assertThat(esg.terminate()).isZero();
            assertThat(esg.output()).as("exactly one line").hasSize(1);
        }
    }

    @Test
    void keepsWhatWasConfigured() throws IOException {
        try (var esg = Esg.start(dir)) {
            esg.domain();
            esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", "127.0.0.12", "trunks", 1));
            esg.kill();
            esg.restart();
            assertThat(esg.get("/rest/v1/uc/providers").get("total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (var taken = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var listen = "esg.roles.esg.listen=[{transport=udp,host=127.0.0.1,port=" + taken.getLocalPort() + "}]";
            assertThatThrownBy(() -> Esg.start(dir, listen))
                    .hasMessageContaining("esg: cannot start:")
                    .hasMessageContaining("udp 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void tellsSupervisorsThatItServes() throws Exception {
        int port = Ports.free();
        try (var _ = Esg.start(dir, "esg.cluster.management=on", "esg.cluster.management-port=" + port);
                var client = HttpClient.newHttpClient()) {
            for (var path : List.of("/ready", "/alive", "/cluster/members", "/cluster/shards/account")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build();
                await(path)
                        .until(() ->
                                client.send(request, BodyHandlers.discarding()).statusCode() == 200);
            }
        }
    }

    @Test
    void namesThePortOfManagementThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = "esg.cluster.management-port=" + taken.getLocalPort();
            assertThatThrownBy(() -> Esg.start(dir, "esg.cluster.management=on", port))
                    .hasMessageContaining(
                            "esg: cannot start: management cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("management-port");
        }
    }

    @Test
    void saysThatItIsInNoPod() {
        var account = "esg.cluster.kubernetes.service-account=" + dir.resolve("none");
        assertThatThrownBy(() -> Esg.start(dir, "esg.cluster.discovery=kubernetes", account))
                .hasMessageMatching(
                        "(?s).*esg: cannot start: esg\\.cluster\\.(discovery or lease|kubernetes\\.service-account):"
                                + " .*");
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> Esg.start(dir, "esg.sip.t1=never"))
                .hasMessageContaining("esg: cannot start:")
                .hasMessageContaining("t1");
        assertThatThrownBy(() -> Esg.start(dir, "esg.roles.sg.trusted=[\"300.0.0.1/99\"]"))
                .hasMessageContaining("esg.roles.sg.trusted");
    }

    @Test
    void namesTheDatabaseThatDoesNotAnswer() throws IOException {
        var url = "esg.database.url=jdbc:postgresql://127.0.0.1:" + Ports.free() + "/esg";
        assertThatThrownBy(() -> Esg.start(dir, url))
                .hasMessageContaining("esg: cannot start:")
                .hasMessageContaining("127.0.0.1");
    }
}
