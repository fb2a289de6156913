package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see of calls that do not come in. */
class WhyResourceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final WhyResource resource = new WhyResource(new FakeWhy(), Runnable::run);

    private JsonNode ask(String method, String path, Map<String, String> parameters, String body) throws IOException {
        var query = new Query(
                method,
                path,
                Optional.empty(),
                parameters,
                Map.of(),
                new Query.Body("application/json", body.getBytes(StandardCharsets.UTF_8)),
                FakeAccess.ADMIN);
        var answer = resource.answer(query).toCompletableFuture().join();
        var entity = (HttpEntity.Strict) answer.entity();
        return MAPPER.readTree(entity.getData().utf8String());
    }

    private JsonNode match(Map<String, Object> body) throws IOException {
        return ask("POST", "/api/test/v1/match", Map.of(), MAPPER.writeValueAsString(body));
    }

    private Problem problem(Map<String, Object> body) throws IOException {
        try {
            match(body);
        } catch (Problem.Refused refused) {
            return refused.problem;
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem.Refused refused) return refused.problem;
            throw e;
        }
        throw new AssertionError("was not refused");
    }

    @Test
    void tellsEveryStationOfACall() throws IOException {
        var data = match(Map.of("packet", "INVITE sip:x", "source", "192.0.2.1:5060/tcp"))
                .path("data");
        assertThat(data.path("passes").asBoolean()).isTrue();
        assertThat(data.path("source").asText()).isEqualTo("192.0.2.1:5060/tcp");
        assertThat(data.at("/border/rule").asText()).isEqualTo("no rule");
        assertThat(data.at("/fields/touser").asText()).isEqualTo("100");
        assertThat(data.path("steps")).hasSize(6);
        assertThat(data.at("/steps/0/candidates/0/why").toString())
                .contains(
                        "is without registration, this step looks among those with it",
                        "username \\\"100\\\" is none of",
                        "is not served on this node but on esg2@127.0.0.1");
        assertThat(data.at("/hit/code").asText()).isEqualTo("p1");
        assertThat(data.at("/hit/step").asText()).isEqualTo("2.1");
        assertThat(data.at("/hit/compared/0").toString())
                .isEqualTo("{\"from\":\"domain\",\"value\":\"192.0.2.1\",\"fits\":true}");
        assertThat(data.path("trunks").toString()).isEqualTo("{\"used\":1,\"limit\":2,\"incoming\":1}");
        assertThat(data.at("/normalization/changed/touser/before").asText()).isEqualTo("100");
        assertThat(data.at("/routes/0/why").asText()).isEqualTo("to 100 is not 2*");
        assertThat(data.at("/invites/0/packet").asText()).isEqualTo("INVITE sip:192.0.2.7");
        assertThat(data.path("suggestions")).isEmpty();
    }

    /** OUT-03: in the order they are tried, and why in that one. */
    @Test
    void tellsHowRulesAreTriedForAnEmergencyNumber() throws IOException {
        var routes = match(Map.of("packet", "INVITE sip:112@x", "source", "192.0.2.1:5060/tcp"))
                .at("/data/routes");
        assertThat(routes.findValuesAsText("name")).containsExactly("help", "any", "behind", "no");
        assertThat(routes.findValuesAsText("note"))
                .containsExactly(
                        "emergency number: tried first",
                        "emergency number: whatever fails leads to the next rule",
                        "emergency number: whatever fails leads to the next rule",
                        "emergency number: not before every external rule was tried");
        assertThat(routes.findValuesAsText("fits")).containsOnly("true");
    }

    /** INC-09: and how it is carried out. */
    @Test
    void suggestsWhatToSetWithTheRequestThatDoesIt() throws IOException {
        var data = match(Map.of("packet", "INVITE sip:x", "source", "192.0.2.77:5060"))
                .path("data");
        assertThat(data.path("passes").asBoolean()).isFalse();
        assertThat(data.path("status").asInt()).isEqualTo(403);
        var first = data.at("/suggestions/0");
        assertThat(first.path("text").asText()).isEqualTo("add 192.0.2.77 to extaddrs of account acme/p1");
        assertThat(first.path("sourceallowed").asBoolean()).isTrue();
        assertThat(first.path("opens").asBoolean()).isTrue();
        assertThat(first.at("/request/path").asText()).isEqualTo("/rest/v1/uc/providers/id1");
        assertThat(first.at("/request/body").toString()).isEqualTo("{\"extaddrs\":[\"192.0.2.77\"]}");
    }

    @ParameterizedTest(name = "packet {0}, source {1}, refused {2}: {3} {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 192.0.2.1:5060, -, packet, 'is required, or refused'",
                "INVITE, -, -, source, 'is required, or refused'",
                "INVITE, example.org:5060, -, source, 'must be IP:PORT'",
                "INVITE, 192.0.2.1, -, source, 'must be IP:PORT'",
                "INVITE, 192.0.2.1:99999, -, source, 'must be IP:PORT'",
                "INVITE, 192.0.2.1:5060/sctp, -, source, 'must be IP:PORT'",
                "OPTIONS x, 192.0.2.1:5060, -, packet, 'must be an INVITE, is OPTIONS'",
                "-, -, 99, refused, 'no node keeps a refused INVITE 99'",
                "INVITE, -, 7@esg1@127.0.0.1, packet, 'may not stand beside refused'"
            })
    void saysWhatIsWrongWithTheQuestion(String packet, String source, String refused, String field, String why)
            throws IOException {
        var body = new LinkedHashMap<String, Object>();
        if (packet != null) body.put("packet", packet);
        if (source != null) body.put("source", source);
        if (refused != null) body.put("refused", refused);
        var problem = problem(body);
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).anySatisfy(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(why);
        });
    }

    /** Those of all nodes as one list, and who is missing. */
    @Test
    void refusedInvitesOfAllNodesAreListedTheNewestFirst() throws IOException {
        var list = ask("GET", "/api/monitor/v1/refused", Map.of("q", "UNKNOWN account"), "");
        assertThat(list.at("/data/total").asInt()).isEqualTo(2);
        assertThat(list.at("/data/refused").findValuesAsText("id"))
                .containsExactly("3@esg2@127.0.0.1", "7@esg1@127.0.0.1");
        assertThat(list.at("/data/refused").findValuesAsText("node"))
                .containsExactly("esg2@127.0.0.1", "esg1@127.0.0.1");
        assertThat(list.at("/data/refused/0/reason").asText()).isEqualTo("EB2B. Unknown account in contact");
        assertThat(list.at("/data/refused/0/fields/contacthost").asText()).isEqualTo("192.0.2.1");
        assertThat(list.at("/data/offline").toString()).isEqualTo("[\"esg3@127.0.0.1\"]");
        var page = ask("GET", "/api/monitor/v1/refused", Map.of("limit", "1"), "");
        assertThat(page.at("/data/refused").findValuesAsText("callid")).containsExactly("call-3");
        assertThat(page.at("/data/total").asInt()).isEqualTo(2);
        assertThat(ask("GET", "/api/monitor/v1/refused", Map.of("q", "nothing"), "")
                        .at("/data/refused"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7@esg1@127.0.0.1", "3@esg2@127.0.0.1", "3%40esg2%40127.0.0.1"})
    void aRefusedInviteOfAnyNodeIsShownAndExplained(String id) throws IOException {
        assertThat(ask("GET", "/api/monitor/v1/refused/" + id, Map.of(), "")
                        .at("/data/packet")
                        .asText())
                .isEqualTo("INVITE sip:100@192.0.2.9");
        var explained = match(Map.of("refused", id.replace("%40", "@")));
        assertThat(explained.at("/data/source").asText()).isEqualTo("203.0.113.5:5060/udp");
    }

    @Test
    void saysThatNobodyKeepsIt() {
        assertThatThrownBy(() -> ask("GET", "/api/monitor/v1/refused/99", Map.of(), ""))
                .hasRootCauseInstanceOf(Problem.Refused.class)
                .rootCause()
                .satisfies(failure -> {
                    var problem = ((Problem.Refused) failure).problem;
                    assertThat(problem.status()).isEqualTo(404);
                });
    }

    /** ALG-03. */
    @Test
    void tellsWhatTheAlgDid() throws IOException {
        var data = match(Map.of("packet", "INVITE sip:x", "source", "192.0.2.1:5060"))
                .path("data");
        assertThat(data.path("alg").toString())
                .isEqualTo("{\"places\":2,\"pairs\":[{\"gray\":\"10.0.0.9\",\"white\":\"192.0.2.9\",\"places\":2}],"
                        + "\"packet\":\"INVITE sip:100@10.0.0.9\"}");
        assertThat(data.at("/invites/0/swapped").asInt()).isEqualTo(1);
    }

    /** One sender, whichever node it spoke to; an address of ours is one of the node that was called last. */
    @Test
    void theAnalysisSaysWhatStaysAndWhatToSet() throws IOException {
        var data = ask("GET", "/api/monitor/v1/refused/analysis", Map.of(), "").path("data");
        assertThat(data.at("/offline/0").asText()).isEqualTo("esg3@127.0.0.1");
        var source = data.at("/sources/0");
        assertThat(source.path("source").asText()).isEqualTo("203.0.113.5");
        assertThat(source.path("count").asInt()).isEqualTo(2);
        assertThat(source.path("nodes").toString()).isEqualTo("{\"esg2@127.0.0.1\":1,\"esg1@127.0.0.1\":1}");
        assertThat(source.at("/fields/touser").toString())
                .isEqualTo("{\"constant\":false,\"distinct\":2,\"values\":[\"200\",\"100\"]}");
        assertThat(source.at("/fields/contacthost").toString())
                .isEqualTo("{\"constant\":true,\"distinct\":1,\"values\":[\"192.0.2.1\"]}");
        assertThat(source.at("/suggestions/0/text").asText())
                .isEqualTo("add 203.0.113.5 to extaddrs of account acme/p1");
    }

    @Test
    void conflictsOfAnEmptyConfigurationAreNone() throws IOException {
        var data = ask("GET", "/api/test/v1/conflicts", Map.of("d", "acme"), "").path("data");
        assertThat(data.path("accounts")).isEmpty();
        assertThat(data.path("unreachable")).isEmpty();
        assertThat(data.path("shadowed")).isEmpty();
    }
}
