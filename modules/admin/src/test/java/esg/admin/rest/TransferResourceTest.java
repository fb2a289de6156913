package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.config.Domain;
import esg.domain.form.FieldError;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.subscriber.Subscriber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain as one file: what comes out goes in again, and a dry run says what an import would do. */
class TransferResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = """
        {"esg": 1, "name": "Acme",
         "providers": [{"id": "p1", "code": "pbx", "username": "u", "pwd": "secret", "domain": "sip.example", "reg": true}],
         "routes": [{"id": "r1", "name": "all", "action": "external", "target": "pbx"}],
         "normalizationrules": []}
        """;

    private final InMemoryRepository<Domain> domains = new InMemoryRepository<>(Domain::d, Domain::d, Domain::d);
    private final InMemoryRepository<Account> accounts = new InMemoryRepository<>(
            Account::id, Account::d, account -> account.key().toString());
    private final InMemoryRepository<Route> routes = new InMemoryRepository<>(Route::id, Route::d, Route::id);
    private final InMemoryRepository<NormalizationRule> rules =
            new InMemoryRepository<>(NormalizationRule::id, NormalizationRule::d, NormalizationRule::id);
    private final InMemoryRepository<BorderRule> border =
            new InMemoryRepository<>(BorderRule::id, _ -> "", BorderRule::id);
    private final InMemoryRepository<Subscriber> subscribers = new InMemoryRepository<>(
            Subscriber::id, Subscriber::d, subscriber -> subscriber.aor().toString());
    private final InMemoryRepository<PinnedBan> pins = new InMemoryRepository<>(PinnedBan::id, _ -> "", PinnedBan::id);
    private final Repositories all = new Repositories(
            Supplier::get,
            domains,
            accounts,
            routes,
            rules,
            border,
            subscribers,
            pins,
            new FakeAccess().access(),
            new FakeRecords());
    private final TransferResource transfer = new TransferResource(all, all);

    @Test
    void bringsADomainWhereNoneWas() throws IOException {
        var done = imported("acme.example", FILE, Map.of());
        assertThat(done.path("added").asInt()).isEqualTo(3);
        assertThat(account("p1").d()).isEqualTo("acme.example");
        assertThat(account("p1").pwd().reveal()).isEqualTo("secret");
        assertThat(domains.find("acme.example"))
                .get()
                .extracting(s -> s.value().name())
                .isEqualTo("Acme");
        assertThat(imported("acme.example", FILE, Map.of()).path("unchanged").asInt())
                .isEqualTo(3);
    }

    @Test
    void aDryRunTellsEachFieldAndWritesNothing() throws IOException {
        imported("acme.example", FILE, Map.of());
        var other = FILE.replace("sip.example", "sip.other").replace("\"pwd\": \"secret\"", "\"pwd\": \"new\"");
        var dry = imported("acme.example", other, Map.of("dryrun", "true"));
        assertThat(dry.path("changed").asInt()).isEqualTo(1);
        var fields = dry.path("steps").path(0).path("fields");
        assertThat(fields.path("domain").toString()).isEqualTo("{\"before\":\"sip.example\",\"after\":\"sip.other\"}");
        assertThat(fields.path("pwd").toString())
                .as("never in clear")
                .isEqualTo("{\"before\":\"***\",\"after\":\"***\"}");
        assertThat(account("p1").domain()).isEqualTo("sip.example");
    }

    @ParameterizedTest
    @CsvSource({"json", "yaml"})
    void whatComesOutGoesInAgain(String format) throws IOException {
        imported("acme.example", FILE, Map.of());
        var file = text(
                transfer.answer(query("GET", "acme.example/export", Map.of("format", format), "", ""), "acme.example")
                        .entity());
        assertThat(file).contains("***").doesNotContain("secret");
        var type = "application/" + format;
        var again = answer("POST", "acme.example", type, file, Map.of("delete", "true"));
        assertThat(again.path("unchanged").asInt()).isEqualTo(3);
        assertThat(again.path("steps")).isEmpty();
        assertThat(account("p1").pwd().reveal()).as("kept").isEqualTo("secret");
    }

    @Test
    void deletesOnlyWhatItIsToldTo() throws IOException {
        imported("acme.example", FILE, Map.of());
        var file = "{\"esg\": 1, \"routes\": []}";
        assertThat(imported("acme.example", file, Map.of()).path("left").asInt())
                .as("a list that is not there is left alone, one that is empty waits for delete")
                .isEqualTo(1);
        var done = imported("acme.example", file, Map.of("delete", "true"));
        assertThat(done.path("deleted").asInt()).isEqualTo(1);
        assertThat(routes.find("r1")).isEmpty();
        assertThat(accounts.find("p1")).isPresent();
    }

    @Test
    void aCopyForAnotherDomainHasIdsOfItsOwn() throws IOException {
        imported("acme.example", FILE, Map.of());
        assertThat(imported("copy.example", FILE, Map.of()).path("added").asInt())
                .isEqualTo(3);
        assertThat(account("p1").d()).isEqualTo("acme.example");
        assertThat(imported("copy.example", FILE, Map.of("dryrun", "true"))
                        .path("steps")
                        .findValuesAsText("kind"))
                .as("an account is known by its code, a route by its id alone")
                .containsExactly("routes");
    }

    @Test
    void saysEverythingThatIsWrongAndWhere() {
        var file = """
            {"esg": 2, "accounts": [],
             "providers": [{"code": "a", "domain": "sip.example", "reg": false, "proxyport": 70000}, 7,
                           {"code": "b", "domain": "sip.example", "username": "u", "pwd": "***", "reg": true}],
             "routes": {}}
            """;
        assertThatExceptionOfType(Problem.Refused.class)
                .isThrownBy(() -> imported("acme.example", file, Map.of()))
                .satisfies(refused -> assertThat(refused.problem.errors())
                        .extracting(FieldError::field)
                        .containsExactlyInAnyOrder(
                                "esg",
                                "accounts",
                                "providers[0].proxyport",
                                "providers[1]",
                                "providers[2].pwd",
                                "routes"));
        assertThat(domains.find("acme.example")).isEmpty();
    }

    @Test
    void theSameDocumentTwiceIsAMistake() {
        var twice = FILE.replace("\"routes\": [", "\"routes\": [{\"id\": \"r1\", \"action\": \"reject\"}, ");
        assertThatExceptionOfType(Problem.Refused.class)
                .isThrownBy(() -> imported("acme.example", twice, Map.of()))
                .satisfies(refused -> assertThat(refused.problem.errors())
                        .extracting(FieldError::field)
                        .containsExactly("routes[1]"));
    }

    private JsonNode imported(String d, String file, Map<String, String> parameters) throws IOException {
        return answer("POST", d, "application/json", file, parameters);
    }

    private JsonNode answer(String method, String d, String type, String file, Map<String, String> parameters)
            throws IOException {
        var response = transfer.answer(query(method, d + "/import", parameters, type, file), d);
        return JSON.readTree(text(response.entity()));
    }

    private static Query query(String method, String tail, Map<String, String> parameters, String type, String body) {
        return new Query(
                method,
                "/rest/v1/master/domains/" + tail,
                Optional.empty(),
                parameters,
                Map.of(),
                new Query.Body(type, body.getBytes(StandardCharsets.UTF_8)),
                FakeAccess.ADMIN);
    }

    private static String text(HttpEntity entity) {
        return ((HttpEntity.Strict) entity).getData().utf8String();
    }

    private Account account(String id) {
        return accounts.find(id).orElseThrow().value();
    }
}
