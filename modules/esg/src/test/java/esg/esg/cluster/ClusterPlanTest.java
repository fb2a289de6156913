package esg.esg.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPlanTest {
    private static final ClusterPlan THREE =
            ClusterPlan.of(new ClusterOptions(3, "", Path.of("dir"), 0, List.of()), "0.0.0.0");

    @ParameterizedTest(name = "node {0}: http {1}, outside {2}, inside {3}, cluster {4}")
    @CsvSource({"1, 8080, 5080, 5060, 17355", "2, 8180, 5180, 5160, 17455", "3, 8280, 5280, 5260, 17555"})
    void eachNodeIsAHundredPortsAboveTheOneBefore(int roleid, int http, int outside, int inside, int cluster) {
        assertThat(THREE.nodes().get(roleid - 1).ports()).isEqualTo(new NodePorts(http, outside, inside, cluster));
    }

    @Test
    void noTwoNodesWantTheSamePort() {
        var most = new ClusterOptions(ClusterOptions.MOST_NODES, "", Path.of("dir"), 0, List.of());
        var taken = new HashSet<String>();
        for (var node : ClusterPlan.of(most, "0.0.0.0").nodes()) {
            for (var wanted : node.ports().wanted()) {
                assertThat(taken.add(wanted.udp() + " " + wanted.port()))
                        .as("%s", wanted)
                        .isTrue();
            }
        }
    }

    @Test
    void onlyTheFirstNodeOfANewClusterMayFormIt() {
        var first = THREE.nodes().getFirst();
        assertThat(THREE.seeds(first, true)).containsExactly("127.0.0.1:17355");
        assertThat(THREE.seeds(first, false))
                .as("when it comes back")
                .containsExactly("127.0.0.1:17455", "127.0.0.1:17555", "127.0.0.1:17355");
        assertThat(THREE.seeds(THREE.nodes().get(1), false))
                .containsExactly("127.0.0.1:17355", "127.0.0.1:17555", "127.0.0.1:17455");
    }

    @Test
    void aNodesSettingsAreThoseOfRun(@TempDir Path dir) throws IOException, StartFailure {
        var node = THREE.nodes().get(1);
        var text = ConfigFactory.parseMap(
                        node.settings(THREE.seeds(node, false), "jdbc:postgresql://db/x", THREE.key()))
                .root()
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
        var file = Files.writeString(dir.resolve("esg.conf"), text);
        var settings = EsgSettings.from(ConfigFile.load(file, List.of()));
        assertThat(settings.node().id()).isEqualTo("esg2@127.0.0.1").isEqualTo(node.id());
        assertThat(settings.http().port()).isEqualTo(8180);
        assertThat(settings.roles().esg().roleid()).isEqualTo(2);
        assertThat(settings.roles().esg().listen())
                .extracting(EsgSettings.Listen::port)
                .containsExactly(5180, 5180);
        assertThat(settings.roles().bgmg().firstPort()).isEqualTo(21_000);
        assertThat(settings.dataDir()).isEqualTo(Path.of("dir/esg2/data"));
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var ports = new NodePorts(0, taken.getLocalPort(), 0, 0);
            var node = new NodePlan(1, NodeHome.loopback("127.0.0.1"), ports, Path.of("dir"));
            var plan = new ClusterPlan(Path.of("dir"), List.of(node), "127.0.0.1", List.of());
            assertThatThrownBy(() -> FreePorts.check(plan))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " (outside udp of esg1) is taken");
        }
    }

    @Test
    void hidesThePasswordOfADatabaseItCannotReach() {
        assertThatThrownBy(() -> SharedDatabase.at("jdbc:mysql://db/esg?user=a&password=secret"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("--postgres jdbc:mysql://db/esg?user=a&password=***: must be a JDBC URL");
    }
}
