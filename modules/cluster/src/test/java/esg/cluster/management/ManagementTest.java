package esg.cluster.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.cluster.ClusterSettings;
import esg.cluster.TestNode;
import esg.cluster.placement.Draining;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster of one, asked by HTTP. */
class ManagementTest {
    private static final ClusterSettings SETTINGS =
            TestNode.read(ConfigFactory.parseString("esg.cluster { management = on, management-port = 0 }")
                    .withFallback(TestNode.settings(1, 0, List.of())));

    private final HttpClient http = HttpClient.newHttpClient();
    private TestNode node = TestNode.start(SETTINGS);
    private Management management = start();

    private Management start() {
        try {
            return Management.start(node.system(), SETTINGS.management().orElseThrow());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void becomesMember() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get("/cluster/members").body()).contains("\"status\":\"Up\""));
    }

    @AfterEach
    void stop() {
        http.close();
        node.close();
    }

    @Test
    void tellsTheMembersWithTheirRoles() throws Exception {
        var self = Cluster.get(node.system().classicSystem()).selfAddress();
        var answer = get("/cluster/members");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"selfNode\":\"" + self + "\"", "\"leader\":\"" + self + "\"", "\"unreachable\":[]")
                .contains("\"esg-node.esg1@127.0.0.1\"");
    }

    @Test
    void isAliveBeforeItServes() throws Exception {
        assertThat(get("/alive").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(500);
    }

    @Test
    void isReadyFromWhenItServesUntilItDrains() throws Exception {
        Serving.of(node.system()).begin();
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        Draining.of(node.system())
                .mark(Cluster.get(node.system().classicSystem()).selfUniqueAddress());
        assertThat(get("/ready").statusCode()).isEqualTo(500);
        assertThat(get("/alive").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void downsAndRemovesNobody(String method) throws Exception {
        var self = Cluster.get(node.system().classicSystem()).selfAddress();
        for (var path : List.of("/cluster/members/" + self, "/cluster")) {
            var request = request(path).method(method, BodyPublishers.ofString("operation=Down"));
            assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isBetween(400, 499);
        }
        assertThat(get("/cluster/members").body()).contains("\"status\":\"Up\"");
    }

    @Test
    void asksNobodyWhomToJoinWithSeedNodes() throws Exception {
        assertThat(get("/bootstrap/seed-nodes").statusCode()).isEqualTo(404);
    }

    @Test
    void listensOnLoopbackUntilItIsClosed() {
        assertThat(management.address().getAddress().isLoopbackAddress()).isTrue();
        management.close();
        assertThatThrownBy(
                        () -> HttpClient.newHttpClient().send(request("/alive").build(), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void portThatIsTakenIsNamedWithItsKey() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = TestNode.start(taking(taken.getLocalPort()))) {
            assertThatThrownBy(() -> Management.start(
                            second.system(),
                            taking(taken.getLocalPort()).management().orElseThrow()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("the port is taken")
                    .hasMessageContaining("esg.cluster.management-host and management-port");
        }
    }

    private static ClusterSettings taking(int port) {
        return TestNode.read(
                ConfigFactory.parseString("esg.cluster { management = on, management-port = " + port + " }")
                        .withFallback(TestNode.settings(2, 0, List.of())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + management.address().getPort() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }
}
