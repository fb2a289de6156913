package esg.esg.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.ConfigFactory;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.EsgSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of the files in deploy/ and docker/ without the machines they are for. */
class DeployTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path BASE = ROOT.resolve("deploy/kubernetes/base");
    private static final Path COMPOSE = ROOT.resolve("deploy/compose");

    @TempDir
    Path dir = Path.of("");

    private static List<Object> kubernetes() throws IOException {
        var objects = new ArrayList<Object>();
        for (var name : new YAMLMapper()
                .readTree(BASE.resolve("kustomization.yaml").toFile())
                .path("resources")) {
            for (var document : KubernetesFiles.documents(BASE.resolve(name.asText()))) {
                objects.add(KubernetesFiles.strictly(document));
            }
        }
        return objects;
    }

    private static <T> List<T> of(Class<T> type) throws IOException {
        return kubernetes().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void kubernetesKnowsEveryField() throws IOException {
        assertThat(kubernetes()).hasSizeGreaterThan(8);
        var patch = ROOT.resolve("deploy/kubernetes/host-network/statefulset.yaml");
        var host = (StatefulSet)
                KubernetesFiles.strictly(KubernetesFiles.documents(patch).getFirst());
        assertThat(host.getSpec().getTemplate().getSpec().getHostNetwork()).isTrue();
        var wrong = (ObjectNode)
                KubernetesFiles.documents(BASE.resolve("statefulset.yaml")).getFirst();
        ((ObjectNode) wrong.get("spec")).put("replica", 3);
        assertThatThrownBy(() -> KubernetesFiles.strictly(wrong)).hasMessageContaining("replica");
    }

    @Test
    void everyFileOfKubernetesIsListed() throws IOException {
        var listed = new YAMLMapper()
                .readTree(BASE.resolve("kustomization.yaml").toFile())
                .path("resources");
        try (var files = Files.list(BASE)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(
                            listed.valueStream().map(JsonNode::asText).toList());
        }
    }

    @Test
    void servicesLeadToPortsAndProbesToManagement() throws IOException {
        var set = of(StatefulSet.class).getFirst().getSpec();
        var pod = set.getTemplate();
        var container = pod.getSpec().getContainers().getFirst();
        var ports = new HashSet<String>();
        for (var port : container.getPorts()) ports.add(port.getName());

        for (var service : of(Service.class)) {
            assertThat(pod.getMetadata().getLabels())
                    .containsAllEntriesOf(service.getSpec().getSelector());
            for (var port : service.getSpec().getPorts()) {
                assertThat(ports).contains(port.getTargetPort().getStrVal());
            }
        }
        assertThat(of(Service.class))
                .anyMatch(service -> service.getMetadata().getName().equals(set.getServiceName()));
        for (var probe :
                List.of(container.getReadinessProbe(), container.getLivenessProbe(), container.getStartupProbe())) {
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        }
        var volumes = new HashSet<String>();
        for (var volume : pod.getSpec().getVolumes()) volumes.add(volume.getName());
        for (var mount : container.getVolumeMounts()) assertThat(volumes).contains(mount.getName());
        assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30 + 40);
    }

    @Test
    void nodesTakeTheSettingsOfTheirPod() throws Exception {
        var text =
                Objects.requireNonNull(of(ConfigMap.class).getFirst().getData().get("esg.conf"));
        starts(
                text,
                Map.of(
                        "POD_NAME", "esg-1",
                        "POD_IP", "10.0.0.7",
                        "POD_INDEX", "1",
                        "ESG_DATABASE_USER", "esg",
                        "ESG_DATABASE_PASSWORD", "x",
                        "ESG_ADMIN_TOKEN", "y"));
    }

    @Test
    void nodesOfComposeTakeTheirSettings() throws Exception {
        var compose = new YAMLMapper().readTree(COMPOSE.resolve("compose.yaml").toFile());
        var names = new HashSet<String>();
        compose.path("services").path("esg1").path("environment").fieldNames().forEachRemaining(names::add);
        var values = new HashMap<String, String>();
        for (var name : names) values.put(name, name.equals("ESG_ROLEID") ? "1" : "10.0.0.7");
        starts(Files.readString(COMPOSE.resolve("esg.conf")), values);
    }

    private void starts(String text, Map<String, String> environment) throws Exception {
        var filled = text;
        for (var variable : environment.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", '"' + variable.getValue() + '"');
        }
        assertThat(filled).doesNotContain("${");
        var file = Files.writeString(dir.resolve("esg.conf"), filled);
        assertThat(EsgSettings.from(ConfigFile.load(file, List.of()))
                        .roles()
                        .esg()
                        .roleid())
                .isEqualTo(1);
        assertThat(ConfigFactory.parseFile(file.toFile()).hasPath("esg.node.name"))
                .isTrue();
    }

    @Test
    void composeNamesOnlyWhatThereIs() throws IOException {
        var compose = new YAMLMapper().readTree(COMPOSE.resolve("compose.yaml").toFile());
        var services = compose.path("services");
        for (var service : services.properties()) {
            for (var needed : service.getValue().path("depends_on").properties()) {
                assertThat(services.has(needed.getKey())).as(needed.getKey()).isTrue();
            }
            for (var volume : service.getValue().path("volumes")) {
                var source = volume.asText().split(":", -1)[0];
                if (source.startsWith("./")) assertThat(COMPOSE.resolve(source)).exists();
                else assertThat(compose.path("volumes").has(source)).as(source).isTrue();
            }
            var build = service.getValue().path("build");
            if (build.has("dockerfile"))
                assertThat(ROOT.resolve(build.path("dockerfile").asText())).exists();
        }
        assertThat(nodes(services)).hasSize(3);
    }

    /** Addresses in the settings are those the nodes have. */
    private static Set<String> nodes(JsonNode services) throws IOException {
        var addresses = new HashSet<String>();
        var text = Files.readString(COMPOSE.resolve("esg.conf"));
        for (var name : List.of("esg1", "esg2", "esg3")) {
            var address = services.at("/" + name + "/networks/sip/ipv4_address").asText();
            assertThat(text).contains("\"" + address + ":17355\"");
            addresses.add(address);
        }
        return addresses;
    }

    @Test
    void kamailioTakesItsFile() throws Exception {
        var kamailio = Path.of("/usr/sbin/kamailio");
        assumeThat(Files.isExecutable(kamailio))
                .as("kamailio is not installed (Debian: kamailio)")
                .isTrue();
        var text = Files.readString(COMPOSE.resolve("kamailio.cfg")).replace("0.0.0.0:5060", "127.0.0.1:5060");
        var file = Files.writeString(dir.resolve("kamailio.cfg"), text);
        var process = new ProcessBuilder(kamailio.toString(), "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
    }

    @Test
    void theImageIsSmallAndNotRoots() throws IOException {
        var recipe = Files.readString(ROOT.resolve("docker/Dockerfile"));
        assertThat(recipe).contains("USER 10001:10001", "HEALTHCHECK", "STOPSIGNAL SIGTERM", "ENTRYPOINT [", "-slim");
        assertThat(recipe).as("no ADD, no latest").doesNotContain("ADD ", ":latest");
        var copied = Pattern.compile("(?m)^COPY (?!--from)(\\S+) ").matcher(recipe);
        var ignore = Files.readString(ROOT.resolve("docker/Dockerfile.dockerignore"));
        assertThat(copied.results().map(match -> "!" + match.group(1)).toList())
                .isNotEmpty()
                .allMatch(ignore::contains);
    }
}
