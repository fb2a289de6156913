package esg.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Secret;
import esg.domain.placement.Instance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
    private static final DatabaseUrl POSTGRES =
            new DatabaseUrl("jdbc:postgresql://127.0.0.1/esg", "u", Secret.of("geheim"));

    @Test
    void nodeKnowsItsRolesAndWhatPlacementNeeds() {
        var settings = TestNode.read(TestNode.settings(7, 17_355, List.of()));
        assertThat(settings.node()).isEqualTo("esg7@127.0.0.1");
        assertThat(settings.roles()).containsExactlyInAnyOrder("esg", "sg", "b2b");
        assertThat(settings.instance()).contains(new Instance(7, "esg7@127.0.0.1", 0, true));
    }

    @Test
    void nodeWithoutRoleEsgIsNoInstance() {
        var settings =
                TestNode.read(ConfigFactory.parseString("esg.roles.esg.enabled = off, esg.cluster.lifeline-port = next")
                        .withFallback(TestNode.settings(7, 17_355, List.of())));
        assertThat(settings.instance()).isEmpty();
        assertThat(ClusterConfig.of(settings, POSTGRES).getStringList("pekko.cluster.roles"))
                .containsExactly("b2b", "esg-lifeline.17356", "esg-node.esg7@127.0.0.1", "sg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        esg.cluster.port           | 65536    | 0 to 65535
        esg.cluster.port           | many     | NUMBER
        esg.cluster.host           | ""       | must not be empty
        esg.node.name              | "a b"    | must not be empty or hold spaces
        esg.cluster.seed-nodes     | [ esg2 ] | must be host:port
        esg.cluster.buckets        | 0        | 1 to 1000
        esg.cluster.sweep-interval | 0 s      | at least 1 ms
        esg.cluster.lifeline-port  | 65536    | 0 to 65535
        esg.cluster.fence          | 50 ms    | at least 100 ms
        esg.cluster.lifeline-silence | 200 ms | at least 250 ms
        esg.roles.esg.roleid       | 0        | 1 to 2147483647
        esg.roles.esg.priority     | -1       | 0 to 2147483647
        esg.roles.esg.unbound      | perhaps  | BOOLEAN
        esg.cluster.management     | perhaps  | BOOLEAN
        esg.cluster.lease          | zookeeper | must be none or kubernetes, not "zookeeper"
        esg.cluster.discovery      | dns      | must be seeds or kubernetes, not "dns"
        """)
    void whatIsWrongIsNamedByItsKey(String key, String value, String why) {
        var config =
                ConfigFactory.parseString(key + " = " + value).withFallback(TestNode.settings(1, 17_355, List.of()));
        assertThatThrownBy(() -> TestNode.read(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key.substring(key.lastIndexOf('.') + 1))
                .hasMessageContaining(why);
    }

    @Test
    void portThatNobodyKnowsIsRefusedWithSeedNodes() {
        assertThatThrownBy(() -> TestNode.read(TestNode.settings(1, 0, List.of("127.0.0.1:17355"))))
                .hasMessageContaining("esg.cluster.port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        management-host          | localhost | must be an IPv4 or IPv6 address or auto, not "localhost"
        management-port          | 65536     | 0 to 65535
        """)
    void managementThatCannotListenIsNamedByItsKey(String key, String value, String why) {
        assertThatThrownBy(() -> with("management = on, " + key + " = " + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("esg.cluster." + key)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        seed-nodes                 | [ "127.0.0.1:1" ] | must be empty with discovery = kubernetes
        port                       | 0        | must not be 0
        host                       | esg-1    | must be the pod's IP address
        host                       | 0.0.0.0  | must be the pod's IP address
        management-port            | 0        | 1 to 65535
        kubernetes.selector        | ""       | must be labels such as app=esg
        kubernetes.selector        | "app=%s" | must be labels such as app=esg
        kubernetes.namespace       | "a/b"    | must be the name of a namespace or empty
        kubernetes.contact-points  | 0        | 1 to 1000
        kubernetes.service-account | ""       | must be a directory
        """)
    void whatDoesNotFitKubernetesIsNamedByItsKey(String key, String value, String why) {
        assertThatThrownBy(() -> with("discovery = kubernetes, " + key + " = " + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("esg.cluster." + key)
                .hasMessageContaining(why);
    }

    @Test
    void podsAskEachOtherAtTheirAddresses() {
        var pod = with("lease = kubernetes, kubernetes.service-account = /nowhere")
                .serviceAccount()
                .orElseThrow();
        assertThatThrownBy(() -> pod.checkPod(Map.of())).hasMessageContaining("KUBERNETES_SERVICE_HOST");
        var environment = Map.of("KUBERNETES_SERVICE_HOST", "192.0.2.1", "KUBERNETES_SERVICE_PORT", "443");
        assertThatThrownBy(() -> pod.checkPod(environment))
                .hasMessageContaining("esg.cluster.kubernetes.service-account: /nowhere/");
    }

    private static ClusterSettings with(String cluster) {
        return TestNode.read(ConfigFactory.parseString("esg.cluster { " + cluster + " }")
                .withFallback(TestNode.settings(1, 17_355, List.of())));
    }

    @Test
    void nodeWithoutSeedNodesIsItsOwn() {
        var settings = TestNode.read(TestNode.settings(1, 17_355, List.of()));
        assertThat(ClusterConfig.of(settings, POSTGRES).getStringList("pekko.cluster.seed-nodes"))
                .containsExactly("pekko://esg@127.0.0.1:17355");
    }

    @Test
    void seedNodesAreAddressesOfOurSystem() {
        var settings = TestNode.read(TestNode.settings(1, 17_355, List.of("127.0.0.1:17455", "[::1]:17355")));
        assertThat(ClusterConfig.of(settings, POSTGRES).getStringList("pekko.cluster.seed-nodes"))
                .containsExactly("pekko://esg@127.0.0.1:17455", "pekko://esg@[::1]:17355");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "pekko.actor.allow-java-serialization"})
    void pekkoGoesByOurWords(String key) {
        var settings = TestNode.read(TestNode.settings(1, 17_355, List.of()));
        assertThat(ClusterConfig.of(settings, POSTGRES).getBoolean(key)).isFalse();
    }

    @Test
    void statesGoToTheDatabaseOfTheStore() {
        var settings = TestNode.read(TestNode.settings(1, 17_355, List.of()));
        var slick = ClusterConfig.of(settings, POSTGRES).getConfig("jdbc-durable-state-store.slick");
        assertThat(slick.getString("profile")).isEqualTo("slick.jdbc.PostgresProfile$");
        assertThat(slick.getString("db.password")).isEqualTo("geheim");
        assertThatThrownBy(() -> ClusterConfig.of(settings, new DatabaseUrl("jdbc:mysql://x", "", Secret.NONE)))
                .hasMessageContaining("jdbc:postgresql:");
    }
}
