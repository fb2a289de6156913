package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ActorTestKit KIT = ActorTestKit.create("nodes", com.typesafe.config.ConfigFactory.load());
    private static final String ESG1 = "/rest/v1/master/nodes/esg1%40127.0.0.1";
    private static final String ESG2 = "/rest/v1/master/nodes/esg2@127.0.0.1";

    private final FakeNodes nodes = new FakeNodes();
    private final FakeAccess access = new FakeAccess();
    private final NodesResource resource =
            new NodesResource(nodes, () -> FakeNodes.SINCE.plusSeconds(90).plusMillis(1), access.trail());
    private int status;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** As the server does it; the status is kept, a refusal becomes its problem. */
    private JsonNode send(String method, String path, String body) throws Exception {
        var rest = path.substring(NodesResource.PATH.length());
        var segments = java.util.Arrays.stream(rest.split("/"))
                .skip(1)
                .map(segment -> segment.replace("%40", "@"))
                .toList();
        var type = body.isEmpty() ? "" : "application/merge-patch+json";
        var bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var query = new Query(
                method, path, Optional.empty(), Map.of(), Map.of(), new Query.Body(type, bytes), FakeAccess.ADMIN);
        return document(answer(query, segments));
    }

    private HttpResponse answer(Query query, List<String> segments) {
        try {
            return resource.answer(query, segments).toCompletableFuture().join();
        } catch (Problem.Refused refused) {
            return refused.problem.response();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem.Refused refused) return refused.problem.response();
            throw e;
        }
    }

    private JsonNode document(HttpResponse response) throws Exception {
        status = response.status().intValue();
        var entity = response.entity()
                .toStrict(1_000, KIT.system())
                .toCompletableFuture()
                .get(2, TimeUnit.SECONDS);
        return JSON.readTree(entity.getData().toArray());
    }

    private static List<String> fields(JsonNode node) {
        var fields = new LinkedHashMap<String, JsonNode>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return List.copyOf(fields.keySet());
    }

    @Test
    void showsWhatEachNodeTells() throws Exception {
        var list = send("GET", NodesResource.PATH, "");
        assertThat(status).isEqualTo(200);
        assertThat(list.get("total").asInt()).isEqualTo(2);
        assertThat(list.get("items").get(0).toString())
                .isEqualTo(
                        "{\"node\":\"esg1@127.0.0.1\",\"address\":\"127.0.0.1:17355\",\"roles\":[\"b2b\",\"esg\"],"
                                + "\"roleid\":1,\"priority\":0,\"unbound\":true,\"state\":\"up\",\"reachable\":true,"
                                + "\"online\":true,\"accounts\":3,\"calls\":2,\"version\":\"0.1.0\",\"loglevel\":\"INFO\","
                                + "\"draining\":false,\"externaladdrs\":[\"203.0.113.7:5080\"],\"since\":\"2026-01-01T10:00:00Z\",\"uptime\":90}");
    }

    @Test
    void leavesOutWhatASilentNodeDidNotTell() throws Exception {
        var silent = send("GET", ESG2, "");
        assertThat(silent.get("online").asBoolean()).isFalse();
        assertThat(fields(silent)).endsWith("state", "reachable", "online");
    }

    @Test
    void setsTheLogLevel() throws Exception {
        assertThat(send("PATCH", ESG1, "{\"loglevel\": \"DEBUG\"}")
                        .get("loglevel")
                        .asText())
                .isEqualTo("DEBUG");
        assertThat(status).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {"loglevel": "LOUD"} | loglevel
        {"loglevel": 7} | loglevel
        {"loglevel": null} | loglevel
        {} | loglevel
        {"loglevel": "INFO", "priority": 3} | priority
        """)
    void namesTheFieldAtFault(String body, String field) throws Exception {
        var problem = send("PATCH", ESG1, body);
        assertThat(status).isEqualTo(422);
        assertThat(problem.get("errors").findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void drainsTheNodeAskedFor() throws Exception {
        send("POST", ESG1 + "/drain", "");
        assertThat(status).isEqualTo(202);
        assertThat(nodes.drained).containsExactly("esg1@127.0.0.1");
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "GET, /esg9@127.0.0.1, 404",
        "POST, /esg9@127.0.0.1/drain, 404",
        "POST, /esg1@127.0.0.1/explode, 404",
        "GET, /esg1@127.0.0.1/drain/now, 404",
        "GET, /esg1@127.0.0.1/drain, 405",
        "POST, '', 405",
        "DELETE, /esg1@127.0.0.1, 405"
    })
    void refusesTheRest(String method, String path, int expected) throws Exception {
        var problem = send(method, NodesResource.PATH + path, "");
        assertThat(status).isEqualTo(expected);
        assertThat(problem.get("status").asInt()).isEqualTo(expected);
    }
}
