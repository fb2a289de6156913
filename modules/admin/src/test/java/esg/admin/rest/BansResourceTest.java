package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.domain.ban.PinnedBan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEC-01: bans as an operator sees, lifts and pins them. */
class BansResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ActorTestKit KIT = ActorTestKit.create("bans", com.typesafe.config.ConfigFactory.load());

    private final FakeBans bans = new FakeBans();
    private final InMemoryRepository<PinnedBan> pins = new InMemoryRepository<>(PinnedBan::id, _ -> "", PinnedBan::id);
    private Instant now = Instant.parse("2026-01-02T03:00:00Z");
    private final FakeAccess access = new FakeAccess();
    private final BansResource resource = new BansResource(
            pins,
            bans,
            () -> now,
            new AdminSettings.Limits(10_000, 5_000, 100, 1_000, 20_000),
            Runnable::run,
            access.trail());
    private int status;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private JsonNode list(Map<String, String> parameters) throws Exception {
        return document(() -> resource.answer(query("GET", "", parameters)));
    }

    private JsonNode pin(String body) throws Exception {
        return document(() -> resource.answer(query("POST", body, Map.of())));
    }

    private JsonNode one(String method, String address) throws Exception {
        return document(() -> resource.answer(query(method, "", Map.of()), address));
    }

    private static Query query(String method, String body, Map<String, String> parameters) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var type = body.isEmpty() ? "" : "application/json";
        return new Query(
                method,
                BansResource.PATH,
                Optional.empty(),
                parameters,
                Map.of(),
                new Query.Body(type, bytes),
                FakeAccess.ADMIN);
    }

    private JsonNode document(Supplier<CompletionStage<HttpResponse>> asked) throws Exception {
        HttpResponse response;
        try {
            response = asked.get().toCompletableFuture().join();
        } catch (Problem.Refused refused) {
            response = refused.problem.response();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Problem.Refused refused)) throw e;
            response = refused.problem.response();
        }
        status = response.status().intValue();
        var entity = response.entity()
                .toStrict(1_000, KIT.system())
                .toCompletableFuture()
                .get(2, TimeUnit.SECONDS);
        return JSON.readTree(entity.getData().toArray());
    }

    @Test
    void aSourceIsListedOnceWithWhatAllNodesKnow() throws Exception {
        var list = list(Map.of());
        assertThat(list.get("total").asInt()).isEqualTo(2);
        assertThat(list.get("items").get(0)).isEqualTo(JSON.readTree("""
                        {"address": "198.51.100.66", "state": "banned", "offences": {"malformed": 2, "stray": 31},
                         "until": "2026-01-02T03:04:05Z", "count": 12, "node": "esg1@127.0.0.1", "bans": 1, "alarms": 0,
                         "nodes": {"esg1@127.0.0.1": 7, "esg2@127.0.0.1": 5}}"""));
        assertThat(list.get("items").get(1).get("state").asText()).isEqualTo("watched");
        assertThat(list.get("items").get(1).get("alarms").asInt()).isEqualTo(1);
        assertThat(list(Map.of("limit", "1", "offset", "1")).get("items")).hasSize(1);
        assertThat(one("GET", "198.51.100.66").get("count").asInt()).isEqualTo(12);
    }

    @Test
    void aPinnedBanIsKeptUntilItIsLifted() throws Exception {
        var pinned = pin("{\"address\": \"192.0.2.9\", \"minutes\": 60, \"note\": \"svmap\"}");
        assertThat(status).isEqualTo(201);
        assertThat(pinned.get("until").asText()).isEqualTo("2026-01-02T04:00:00Z");
        pin("{\"address\": \"192.0.2.9\", \"permanent\": true}");
        assertThat(status).as("pinned again it is changed").isEqualTo(201);
        assertThat(pins.find("192.0.2.9").orElseThrow().value().until()).isEmpty();
        one("DELETE", "192.0.2.9");
        assertThat(status).isEqualTo(204);
        assertThat(pins.find("192.0.2.9")).isEmpty();
        assertThat(bans.lifted).containsExactly("192.0.2.9");
        one("DELETE", "192.0.2.9");
        assertThat(status).isEqualTo(404);
    }

    @Test
    void aBanOfANodeIsLiftedOnAll() throws Exception {
        one("DELETE", "198.51.100.66");
        assertThat(status).isEqualTo(204);
        assertThat(bans.lifted).containsExactly("198.51.100.66");
    }

    @Test
    void anIpv6BanIsNamedByAnyAddressInIt() throws Exception {
        pin("{\"address\": \"2001:db8::66\", \"permanent\": true}");
        one("DELETE", "2001:db8::1");
        assertThat(status).isEqualTo(204);
    }

    @Test
    void whatIsOverIsForgottenWhenTheNextIsPinned() throws Exception {
        pin("{\"address\": \"192.0.2.9\", \"minutes\": 1}");
        now = now.plusSeconds(60);
        pin("{\"address\": \"192.0.2.10\", \"minutes\": 1}");
        assertThat(pins.find("192.0.2.9")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"address": "192.0.2.7", "permanent": true}       | address
        {"address": "scanner.example", "permanent": true} | address
        {"address": "192.0.2.9"}                          | minutes
        {"address": "192.0.2.9", "minutes": 1, "x": 1}    | x
        """)
    void saysWhichFieldIsWrong(String body, String field) throws Exception {
        var problem = pin(body);
        assertThat(status).isEqualTo(422);
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, nobody, 404", "GET, 203.0.113.99, 404", "PUT, 198.51.100.66, 405"})
    void refusesWhatMakesNoSense(String method, String address, int code) throws Exception {
        one(method, address);
        assertThat(status).isEqualTo(code);
    }
}
