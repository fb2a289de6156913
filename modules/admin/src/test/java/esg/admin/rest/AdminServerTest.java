package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.config.ListQuery;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest extends AdminFixture {
    @Test
    void tokenIsNeverShown() {
        assertThat(new AdminSettings("127.0.0.1", 0, TOKEN, false, LIMITS, AdminSettings.Terms.DEFAULT).toString())
                .doesNotContain(TOKEN);
    }

    /** PRV-07. */
    @Test
    void subscribersPasswordIsWrittenAndNeverRead() throws Exception {
        var path = "/rest/v1/uc/subscribers";
        var made = send(
                "POST",
                path,
                "{\"id\": \"s1\", \"d\": \"acme\", \"user\": \"alice\", \"pwd\": \"pa55\", \"number\": \"200\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body())
                .isEqualTo("{\"id\":\"s1\",\"d\":\"acme\",\"user\":\"alice\",\"pwd\":\"***\",\"number\":\"200\","
                        + "\"displayname\":\"\",\"enabled\":true}");
        var etag = header(made, "ETag");
        assertThat(send("PATCH", path + "/s1", "{\"pwd\": \"***\", \"enabled\": false}", "If-Match", etag)
                        .statusCode())
                .isEqualTo(200);
        problem(send("PATCH", path + "/s1", "{\"enabled\": true}", "If-Match", etag), 412);
        var kept = subscribers.find("s1").orElseThrow().value();
        assertThat(kept.pwd().reveal()).isEqualTo("pa55");
        assertThat(kept.enabled()).isFalse();
        assertThat(send("GET", path + "?d=acme&q=alice&limit=1", "").body()).contains("\"total\":1");
        assertThat(problem(send("POST", path, "{\"d\": \"none\", \"user\": \"b\", \"pwd\": \"x\"}"), 422)
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("d");
        assertThat(problem(send("POST", path, "{\"d\": \"acme\", \"pwd\": \"x\"}"), 422)
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("user");
        assertThat(send("DELETE", path + "/s1", "").statusCode()).isEqualTo(204);
    }

    /** PRV-09, API-01, ADM-01. */
    @Test
    void accountLivesFromPostToDelete() throws Exception {
        var made = send("POST", PROVIDERS, ACCOUNT);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(header(made, "Location")).isEqualTo(PROVIDERS + "/p1");
        String first = header(made, "ETag");
        assertThat(first).isNotEmpty();

        var patched = send("PATCH", PROVIDERS + "/p1", "{\"name\": \"Fixed line\"}", "If-Match", first);
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(header(patched, "ETag")).isNotEqualTo(first);
        assertThat(JSON.readTree(patched.body()).path("name").asText()).isEqualTo("Fixed line");
        assertThat(JSON.readTree(patched.body()).path("transport").asText()).isEqualTo("udp");

        var read = send("GET", PROVIDERS + "/p1", "");
        assertThat(read.body()).isEqualTo(patched.body());
        assertThat(send("GET", PROVIDERS + "/p1", "", "If-None-Match", header(read, "ETag"))
                        .statusCode())
                .isEqualTo(304);

        assertThat(send("DELETE", PROVIDERS + "/p1", "").statusCode()).isEqualTo(204);
        problem(send("GET", PROVIDERS + "/p1", ""), 404);
        problem(send("DELETE", PROVIDERS + "/p1", ""), 404);
    }

    @Test
    void aBorderRuleMayNotShutOutTheGatewaysOwn() throws Exception {
        var refused = problem(send("POST", BORDER_RULES, "{\"action\": \"deny\", \"address\": \"192.0.2.0/24\"}"), 422);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("address");
        assertThat(refused.at("/errors/0/message").asText()).contains("192.0.2.7");
        assertThat(border.list(new ListQuery(null, null, 10, 0)).total()).isZero();
    }

    /** NRM-07. */
    @Test
    void aSubstitutionIsTriedWithoutACall() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        var rules = "/rest/v1/uc/normalizationrules";
        var rule =
                "{\"id\": \"%s\", \"d\": \"acme\", \"priority\": %d, \"direction\": \"out\", \"match\": {\"to\": \"%s\"}, \"set\": {\"fromuser\": \"{account.username}\"}}";
        assertThat(send("POST", rules, rule.formatted("long", 1, "8*")).statusCode())
                .isEqualTo(201);
        assertThat(send("POST", rules, rule.formatted("any", 2, "*")).statusCode())
                .isEqualTo(201);
        var question =
                "{\"d\": \"acme\", \"code\": \"pbx2\", \"direction\": \"out\", \"from\": \"101\", \"to\": \"5551234\"}";
        var answer = JSON.readTree(
                send("POST", "/api/test/v1/substitution", question).body());
        assertThat(answer.path("rule").asText()).isEqualTo("any");
        assertThat(answer.at("/rules/0/why").asText()).isEqualTo("to 5551234 is not 8*");
        assertThat(answer.at("/rules/1/applies").asBoolean()).isTrue();
        assertThat(answer.at("/result/fromuser").asText()).isEqualTo("provider");
        assertThat(answer.at("/changed/fromuser/before").asText()).isEqualTo("101");
        assertThat(answer.at("/changed").has("touser")).isFalse();

        send("PATCH", PROVIDERS + "/p1", "{\"opts\": {\"identity\": \"pai\"}}");
        var asserted = JSON.readTree(
                send("POST", "/api/test/v1/substitution", question).body());
        assertThat(asserted.at("/headers/P-Asserted-Identity").asText()).startsWith("<sip:provider@");

        var refused = problem(send("POST", "/api/test/v1/substitution", question.replace("pbx2", "pbx9")), 422);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("code");
        problem(send("POST", "/api/test/v1/substitution", "{}"), 422);
        problem(send("GET", "/api/test/v1/substitution", ""), 405);
    }

    @Test
    void passwordIsShownMaskedAndKeptWhenTheMaskComesBack() throws Exception {
        var made = send("POST", PROVIDERS, ACCOUNT);
        assertThat(made.body()).doesNotContain("pa55").contains("\"pwd\":\"***\"");

        assertThat(send("PUT", PROVIDERS + "/p1", made.body()).statusCode()).isEqualTo(200);
        assertThat(send("PATCH", PROVIDERS + "/p1", "{\"pwd\": \"***\"}").statusCode())
                .isEqualTo(200);
        assertThat(send("PATCH", PROVIDERS + "/p1", "{\"name\": \"x\"}").statusCode())
                .isEqualTo(200);
        assertThat(accounts.find("p1").orElseThrow().value().pwd().reveal()).isEqualTo("pa55");

        assertThat(send("PATCH", PROVIDERS + "/p1", "{\"pwd\": \"new\"}").statusCode())
                .isEqualTo(200);
        assertThat(accounts.find("p1").orElseThrow().value().pwd().reveal()).isEqualTo("new");
    }

    @Test
    void postRefusesTheMaskAsPassword() throws Exception {
        var refused = problem(send("POST", PROVIDERS, ACCOUNT.replace("pa55", "***")), 422);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("pwd");
    }

    @Test
    void postWithoutIdGetsOne() throws Exception {
        var made = send("POST", PROVIDERS, ACCOUNT.replace("\"id\": \"p1\",", ""));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = JSON.readTree(made.body()).path("id").asText();
        assertThat(id).hasSize(36);
        assertThat(header(made, "Location")).isEqualTo(PROVIDERS + "/" + id);
    }

    @Test
    void listsByDomainInPages() throws Exception {
        send("POST", "/rest/v1/master/domains", "{\"d\": \"other\"}");
        send("POST", PROVIDERS, ACCOUNT);
        send("POST", PROVIDERS, ACCOUNT.replace("p1", "p2").replace("pbx2", "pbx3"));
        send("POST", PROVIDERS, ACCOUNT.replace("p1", "p3").replace("acme", "other"));

        var page = JSON.readTree(
                send("GET", PROVIDERS + "?d=acme&limit=1&offset=1", "").body());
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.at("/items/0/id").asText()).isEqualTo("p2");
        assertThat(page.path("items")).hasSize(1);
        assertThat(send("GET", PROVIDERS, "").body()).doesNotContain("pa55");

        var refused = problem(send("GET", PROVIDERS + "?limit=many", ""), 400);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("limit");
    }

    @Test
    void writeOnAnOldVersionIsRefused() throws Exception {
        String first = header(send("POST", PROVIDERS, ACCOUNT), "ETag");
        send("PATCH", PROVIDERS + "/p1", "{\"name\": \"newer\"}");
        problem(send("PATCH", PROVIDERS + "/p1", "{\"name\": \"older\"}", "If-Match", first), 412);
        problem(send("PUT", PROVIDERS + "/p1", ACCOUNT, "If-Match", first), 412);
        problem(send("DELETE", PROVIDERS + "/p1", "", "If-Match", first), 412);
        assertThat(accounts.find("p1").orElseThrow().value().name()).isEqualTo("newer");
    }

    @Test
    void duplicateIsAConflictThatNamesTheField() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        var refused = problem(send("POST", PROVIDERS, ACCOUNT.replace("p1", "p2")), 409);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("code");
    }

    @Test
    void namesTooLongToStoreAreRefusedByField() throws Exception {
        var id = send("POST", PROVIDERS, ACCOUNT.replace("p1", "p".repeat(256)));
        assertThat(id.statusCode()).isEqualTo(422);
        assertThat(id.body()).contains("\"field\":\"id\"");
        var domain = send("POST", "/rest/v1/master/domains", "{\"d\": \"" + "d".repeat(256) + "\"}");
        assertThat(domain.statusCode()).isEqualTo(422);
        assertThat(domain.body()).contains("\"field\":\"d\"");
    }

    @Test
    void patchMayUseTheOtherNamesOfFields() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        var patched = send("PATCH", PROVIDERS + "/p1", "{\"trunkcount\": 5, \"opts\": {\"media\": true}}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.body()).contains("\"trunks\":5").contains("\"media\":true");
    }

    @Test
    void idCannotChange() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        var refused = problem(send("PATCH", PROVIDERS + "/p1", "{\"id\": \"p9\"}"), 422);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("id");
    }

    @ParameterizedTest(name = "{0}: field {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {"d":"nowhere","code":"c","domain":"x","reg":false} | d
        {"d":"acme","code":"c","domain":"x","reg":false,"colour":"red"} | colour
        {"d":"acme","code":"c","domain":"x","reg":false,"transport":"smoke"} | transport
        {"d":"acme","code":"c","domain":"x","reg":false,"enabled":"yes"} | enabled
        {"d":"acme","domain":"x","reg":false} | code
        """)
    void everyFieldAtFaultIsNamed(String body, String field) throws Exception {
        var refused = problem(send("POST", PROVIDERS, body), 422);
        assertThat(refused.path("errors").findValuesAsText("field")).contains(field);
    }

    @Test
    void badJsonIsToldWithItsLine() throws Exception {
        assertThat(problem(send("POST", PROVIDERS, "{\n \"d\": \"acme\",\n oops }"), 400)
                        .path("detail")
                        .asText())
                .contains("line 3");
        problem(send("POST", PROVIDERS, "[]"), 400);
        problem(send("POST", PROVIDERS, ""), 400);
        problem(send("POST", PROVIDERS, "{\"d\":\"a\",\"d\":\"b\"}"), 400);
    }

    @Test
    void methodMediaTypeAndSizeAreChecked() throws Exception {
        assertThat(header(send("DELETE", PROVIDERS, ""), "Allow")).isEqualTo("GET, HEAD, POST");
        problem(send("DELETE", PROVIDERS, ""), 405);
        problem(send("POST", PROVIDERS + "/p1", ACCOUNT), 405);
        problem(send("POST", "/api/monitor/v1/calls", "{}"), 405);
        problem(send("POST", PROVIDERS, ACCOUNT, "Content-Type", "text/plain"), 415);
        problem(send("POST", PROVIDERS, " ".repeat(LIMITS.bodyBytes() + 1)), 413);
        problem(send("GET", "/rest/v1/uc/nothing", ""), 404);
    }

    @Test
    void storeAwayIsServiceUnavailable() throws Exception {
        accounts.failure = new StoreUnavailable("connection refused", new java.sql.SQLException("down"));
        var response = send("GET", PROVIDERS, "");
        problem(response, 503);
        assertThat(header(response, "Retry-After")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "/rest/v1/uc/providers, Bearer wrong",
        "/rest/v1/uc/providers, Basic c2VjcmV0LXRva2Vu",
        "/api/monitor/v1/calls, Bearer secret-toke",
        "/rest/v1/master/domains, Bearer"
    })
    void withoutTheTokenNothingIsTold(String path, String authorization) throws Exception {
        var response = send("GET", path, "", "Authorization", authorization);
        problem(response, 401);
        assertThat(header(response, "WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void descriptionIsOpenToABrowser() throws Exception {
        for (String path : List.of("/api", "/api/openapi.yaml", "/api/swagger-ui/swagger-ui-bundle.js")) {
            assertThat(send("GET", path, "", "Authorization", "none").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void portTakenFailsWithTheAddress() {
        int taken = server.address().getPort();
        assertThatThrownBy(() -> start(taken))
                .hasCauseInstanceOf(AdminServer.StartFailure.class)
                .hasMessageContaining("127.0.0.1:" + taken);
    }
}
