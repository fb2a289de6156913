package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import esg.domain.access.AuditEntry;
import esg.domain.config.Domain;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ADM: signing in, what each role may, and what is written down of it. */
class AccessServerTest extends AdminFixture {
    private static final String SESSION = "/api/session";
    private static final String TOKENS = "/rest/v1/master/tokens";
    private static final String THEIRS = ACCOUNT.replace("p1", "p2").replace("acme", "other");

    @BeforeEach
    void addTheOthers() {
        domains.insert(new Domain("other", "Other"));
    }

    private String token(String name, String role, String more) throws Exception {
        var made = send("POST", TOKENS, "{\"name\": \"%s\", \"role\": \"%s\"%s}".formatted(name, role, more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).path("token").asText();
    }

    private String domainAdmin() throws Exception {
        return token("acme-admin", "domainadmin", ", \"d\": \"acme\"");
    }

    private HttpResponse<String> as(String token, String method, String path, String body) throws Exception {
        return send(method, path, body, "Authorization", "Bearer " + token);
    }

    /** As a browser does it; headers by name and value. */
    private HttpResponse<String> browser(String method, String path, String body, String... headers) throws Exception {
        return browserAt(server, method, path, body, headers);
    }

    private static HttpResponse<String> browserAt(
            AdminServer.Binding node, String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.address().getPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private record SignedIn(String cookie, String csrf) {}

    private SignedIn signIn(String token) throws Exception {
        var answer = browser("POST", SESSION, "{\"token\": \"" + token + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new SignedIn(
                header(answer, "Set-Cookie").split(";", 2)[0],
                JSON.readTree(answer.body()).path("csrf").asText());
    }

    private AuditEntry last() {
        return access.audit.last();
    }

    @Test
    void aBrowserShowsItsTokenOnceAndHasACookieItsScriptsCannotRead() throws Exception {
        var answer = browser("POST", SESSION, "{\"token\": \"" + TOKEN + "\"}");
        assertThat(header(answer, "Set-Cookie"))
                .startsWith("esg_session=")
                .contains("; Path=/", "; HttpOnly", "; SameSite=Strict")
                .containsPattern("; Max-Age=43(200|1[0-9]{2});")
                .doesNotContain("Secure");
        assertThat(header(
                        browser("POST", SESSION, "{\"token\": \"" + TOKEN + "\"}", "X-Forwarded-Proto", "https"),
                        "Set-Cookie"))
                .endsWith("; Secure");
        var document = JSON.readTree(answer.body());
        assertThat(document.path("name").asText()).isEqualTo("admin");
        assertThat(document.path("role").asText()).isEqualTo("admin");
        assertThat(Instant.parse(document.path("expires").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(13)));
        assertThat(last().action()).isEqualTo("signin");
        var me = browser("GET", SESSION, "", "Cookie", signIn(TOKEN).cookie() + "; other=1");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(header(me, "Cache-Control")).isEqualTo("no-store");
        problem(browser("GET", SESSION, ""), 401);
        problem(browser("GET", PROVIDERS, "", "Cookie", "esg_session=forged.forged"), 401);
    }

    @Test
    void whatChangesSomethingNeedsMoreThanTheCookie() throws Exception {
        var in = signIn(TOKEN);
        assertThat(browser("GET", PROVIDERS, "", "Cookie", in.cookie()).statusCode())
                .isEqualTo(200);
        problem(browser("POST", PROVIDERS, ACCOUNT, "Cookie", in.cookie()), 403);
        problem(browser("POST", PROVIDERS, ACCOUNT, "Cookie", in.cookie(), "X-Esg-Csrf", "guessed"), 403);
        assertThat(accounts.find("p1")).isEmpty();
        var other = signIn(TOKEN);
        problem(browser("POST", PROVIDERS, ACCOUNT, "Cookie", in.cookie(), "X-Esg-Csrf", other.csrf()), 403);
        assertThat(browser("POST", PROVIDERS, ACCOUNT, "Cookie", in.cookie(), "X-Esg-Csrf", in.csrf())
                        .statusCode())
                .isEqualTo(201);
        problem(browser("DELETE", SESSION, "", "Cookie", in.cookie()), 403);
    }

    @Test
    void signingOutClearsTheCookie() throws Exception {
        var in = signIn(TOKEN);
        var out = browser("DELETE", SESSION, "", "Cookie", in.cookie(), "X-Esg-Csrf", in.csrf());
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(header(out, "Set-Cookie")).startsWith("esg_session=;").contains("Max-Age=0");
        assertThat(last().action()).isEqualTo("signout");
        assertThat(browser("DELETE", SESSION, "").statusCode()).isEqualTo(204);
    }

    @Test
    void everyNodeKnowsTheSessionUntilItsTokenIsRevoked() throws Exception {
        var in = signIn(token("noc", "viewer", ""));
        var another = start(0);
        try {
            assertThat(browserAt(another, "GET", PROVIDERS, "", "Cookie", in.cookie())
                            .statusCode())
                    .isEqualTo(200);
            var id = JSON.readTree(send("GET", TOKENS, "").body())
                    .at("/items/0/id")
                    .asText();
            assertThat(send("PATCH", TOKENS + "/" + id, "{\"enabled\": false}").statusCode())
                    .isEqualTo(200);
            problem(browserAt(another, "GET", PROVIDERS, "", "Cookie", in.cookie()), 401);
            send("PATCH", TOKENS + "/" + id, "{\"enabled\": true}");
            assertThat(browser("GET", PROVIDERS, "", "Cookie", in.cookie()).statusCode())
                    .isEqualTo(200);
            assertThat(send("DELETE", TOKENS + "/" + id, "").statusCode()).isEqualTo(204);
            problem(browser("GET", PROVIDERS, "", "Cookie", in.cookie()), 401);
        } finally {
            another.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
        }
    }

    @Test
    void wrongTokensAreSlowedByAddress() throws Exception {
        for (int i = 0; i < 5; i++) {
            var refused = problem(browser("POST", SESSION, "{\"token\": \"wrong\"}"), 401);
            assertThat(refused.at("/errors/0/field").asText()).isEqualTo("token");
        }
        assertThat(last().action()).isEqualTo("signinfailed");
        assertThat(last().who()).isEmpty();
        assertThat(last().address()).isEqualTo("127.0.0.1");
        var slowed = browser("POST", SESSION, "{\"token\": \"" + TOKEN + "\"}");
        problem(slowed, 429);
        assertThat(Integer.parseInt(header(slowed, "Retry-After"))).isBetween(1, 60);
        assertThat(access.audit.entries).as("and no more is written of it").hasSize(5);
        assertThat(browser(
                                "POST",
                                SESSION,
                                "{\"token\": \"" + TOKEN + "\"}",
                                "X-Forwarded-For",
                                "192.0.2.1, 198.51.100.9")
                        .statusCode())
                .as("from elsewhere, as the proxy here says")
                .isEqualTo(200);
        assertThat(last().address()).isEqualTo("198.51.100.9");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                      | role name
        {"name": "a", "role": "king"}                           | role
        {"name": "a", "role": "domainadmin"}                    | d
        {"name": "a", "role": "admin", "d": "acme"}             | d
        {"name": "admin", "role": "viewer"}                     | name
        {"name": "a", "role": "viewer", "d": "nowhere"}         | d
        {"name": "a", "role": "viewer", "expires": "tomorrow"}  | expires
        {"name": "a", "role": "viewer", "hash": "00"}           | hash
        """)
    void aTokensDocumentIsChecked(String body, String fields) throws Exception {
        var refused = problem(send("POST", TOKENS, body), 422);
        assertThat(String.join(" ", refused.path("errors").findValuesAsText("field")))
                .isEqualTo(fields);
    }

    @Test
    void aTokenIsToldOnceAndOpensUntilItExpires() throws Exception {
        var token = token("noc", "viewer", ", \"expires\": \"2999-01-01T00:00:00Z\"");
        assertThat(token).startsWith("esg_").hasSize(47);
        var listed = send("GET", TOKENS, "").body();
        assertThat(listed).doesNotContain(token).doesNotContain("hash").contains("\"name\":\"noc\"", "\"created\"");
        assertThat(access.audit.entries.toString()).doesNotContain(token);
        assertThat(as(token, "GET", PROVIDERS, "").statusCode()).isEqualTo(200);
        var document = JSON.readTree(listed).at("/items/0");
        assertThat(access.used).contains(document.path("id").asText());
        var path = TOKENS + "/" + document.path("id").asText();
        var renamed = JSON.readTree(
                send("PUT", path, "{\"name\": \"night\", \"role\": \"viewer\"}").body());
        assertThat(renamed.path("created")).as("kept").isEqualTo(document.path("created"));
        assertThat(as(token, "GET", PROVIDERS, "").statusCode())
                .as("the same token")
                .isEqualTo(200);
        send("PATCH", path, "{\"expires\": \"2020-01-01T00:00:00Z\"}");
        problem(as(token, "GET", PROVIDERS, ""), 401);
    }

    @Test
    void aViewerLooksAndTriesAndChangesNothing() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        var viewer = token("noc", "viewer", "");
        for (var path : List.of(PROVIDERS, "/rest/v1/master/nodes", TOKENS, "/api/monitor/v1/calls", "/metrics")) {
            assertThat(as(viewer, "GET", path, "").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(as(
                                viewer,
                                "POST",
                                "/api/test/v1/substitution",
                                "{\"d\": \"acme\", \"code\": \"pbx2\", \"direction\": \"in\"}")
                        .statusCode())
                .isEqualTo(200);
        var refused = problem(as(viewer, "PATCH", PROVIDERS + "/p1", "{\"name\": \"x\"}"), 403);
        assertThat(refused.path("detail").asText()).contains("domainadmin or admin", "noc (viewer)");
        assertThat(problem(as(viewer, "POST", BORDER_RULES, "{\"action\": \"deny\"}"), 403)
                        .path("detail")
                        .asText())
                .contains("role admin");
        problem(as(viewer, "DELETE", PROVIDERS + "/p1", ""), 403);
        problem(as(viewer, "POST", "/api/monitor/v1/calls/c1%40a/hangup", ""), 403);
        assertThat(accounts.find("p1")).isPresent();
    }

    @Test
    void oneDomainsAdminSeesAndChangesWhatIsOfIt() throws Exception {
        var admin = domainAdmin();
        send("POST", PROVIDERS, THEIRS);
        assertThat(as(admin, "POST", PROVIDERS, ACCOUNT).statusCode()).isEqualTo(201);
        var listed = JSON.readTree(as(admin, "GET", PROVIDERS, "").body());
        assertThat(listed.path("total").asInt()).isEqualTo(1);
        assertThat(listed.at("/items/0/d").asText()).isEqualTo("acme");
        assertThat(as(admin, "PATCH", PROVIDERS + "/p1", "{\"name\": \"Fixed line\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(admin, "GET", "/rest/v1/master/domains/acme/export", "").body())
                .contains("Fixed line");
        var entry = last();
        assertThat(entry.who()).isEqualTo("acme-admin");
        assertThat(entry.d()).isEqualTo("acme");
    }

    /** Each is a way to another domain. */
    @ParameterizedTest(name = "{0} {1} {2}: {3}, field {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        GET    | /rest/v1/uc/providers?d=other              | -                                | 403 | d
        GET    | /rest/v1/uc/providers/p2                   | -                                | 404 | -
        PATCH  | /rest/v1/uc/providers/p2                   | {"name": "x"}                    | 404 | -
        DELETE | /rest/v1/uc/providers/p2                   | -                                | 404 | -
        PATCH  | /rest/v1/uc/providers/p1                   | {"d": "other"}                   | 403 | d
        POST   | /rest/v1/uc/routes                         | {"d": "other", "action": "reject"} | 403 | d
        POST   | /rest/v1/uc/routes                         | {"d": "nowhere", "action": "reject"} | 403 | d
        POST   | /rest/v1/uc/routes                         | {"d": "acme", "action": "external", "target": "pbx2@other"} | 403 | target
        POST   | /rest/v1/uc/routes                         | {"d": "acme", "action": "domain", "target": "OTHER"} | 403 | target
        GET    | /rest/v1/master/domains                    | -                                | 403 | -
        GET    | /rest/v1/master/domains/other/export       | -                                | 403 | d
        POST   | /rest/v1/master/domains/other/import       | {"esg": 1}                       | 403 | d
        POST   | /rest/v1/master/domains/acme/import        | {"esg": 1, "name": "Ours"}       | 403 | name
        POST   | /rest/v1/master/domains/acme/import        | {"esg": 1, "routes": [{"action": "external", "target": "pbx2@other"}]} | 403 | target
        POST   | /api/test/v1/substitution                  | {"d": "other", "code": "pbx2", "direction": "in"} | 403 | d
        POST   | /api/test/v1/match                         | {"refused": "1"}                 | 403 | refused
        GET    | /api/test/v1/conflicts?d=other             | -                                | 403 | d
        GET    | /api/monitor/v1/bindings?d=other           | -                                | 403 | d
        GET    | /api/monitor/v1/refused                    | -                                | 403 | -
        GET    | /api/monitor/v1/border                     | -                                | 403 | -
        GET    | /api/monitor/v1/calls?d=other              | -                                | 403 | d
        GET    | /api/events?d=other                        | -                                | 403 | d
        GET    | /metrics                                   | -                                | 403 | -
        GET    | /rest/v1/master/audit                      | -                                | 403 | -
        GET    | /rest/v1/master/tokens                     | -                                | 403 | -
        """)
    void oneDomainsAdminGetsNowhereElse(String method, String path, String body, int status, String field)
            throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        send("POST", PROVIDERS, THEIRS);
        int before = access.audit.entries.size() + 1; // the token
        var refused = problem(as(domainAdmin(), method, path, body.equals("-") ? "" : body), status);
        if (!field.equals("-")) {
            assertThat(refused.at("/errors/0/field").asText()).isEqualTo(field);
        }
        assertThat(access.audit.entries).hasSize(before);
        assertThat(accounts.find("p2").orElseThrow().version()).isEqualTo(1);
        assertThat(domains.find("acme").orElseThrow().value().name()).isEqualTo("Acme");
    }

    @Test
    void callsOfOthersAreNotThere() throws Exception {
        var theirs = token("other-admin", "domainadmin", ", \"d\": \"other\"");
        var ours = domainAdmin();
        var call = "/api/monitor/v1/calls/c1%40a";
        for (var path : List.of(call, call + "/diagram", call + "/pcap")) {
            assertThat(as(ours, "GET", path, "").statusCode()).as(path).isEqualTo(200);
            problem(as(theirs, "GET", path, ""), 404);
        }
        problem(as(theirs, "POST", call + "/hangup", ""), 404);
        assertThat(as(theirs, "GET", "/api/monitor/v1/calls", "").body()).contains("\"calls\":[]");
        assertThat(as(theirs, "GET", "/api/monitor/v1/bindings", "").body()).contains("\"bindings\":[]");
        assertThat(as(theirs, "GET", "/api/events", "").body())
                .doesNotContain("registration")
                .contains("event: node");
        assertThat(as(ours, "POST", call + "/hangup", "").statusCode()).isEqualTo(202);
        assertThat(last().action()).isEqualTo("hangup");
        assertThat(last().key()).isEqualTo("c1@a");
    }

    /** The account of the packet is acme's. */
    @Test
    void aPacketOfOthersIsExplainedWithoutThem() throws Exception {
        var packet = "{\"packet\": \"INVITE sip:100@192.0.2.9 SIP/2.0\", \"source\": \"192.0.2.1:5060\"}";
        var ours = as(domainAdmin(), "POST", "/api/test/v1/match", packet).body();
        assertThat(JSON.readTree(ours).at("/data/hit/code").asText()).isEqualTo("p1");
        var theirs = as(token("other-admin", "domainadmin", ", \"d\": \"other\""), "POST", "/api/test/v1/match", packet)
                .body();
        assertThat(theirs).doesNotContain("acme").doesNotContain("p1");
        assertThat(JSON.readTree(theirs).at("/data/reason").asText()).isEqualTo("no account of other takes it");
    }

    @Test
    void everyChangeIsWrittenDownWithoutSecrets() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        assertThat(last().action()).isEqualTo("create");
        assertThat(last().who()).isEqualTo("admin");
        assertThat(last().kind()).isEqualTo("provider");
        assertThat(last().after()).containsEntry("code", "pbx2").containsEntry("pwd", "***");
        send("PATCH", PROVIDERS + "/p1", "{\"name\": \"Fixed line\", \"pwd\": \"new-one\"}");
        assertThat(last().action()).isEqualTo("update");
        assertThat(last().before()).isEqualTo(Map.of("name", "", "pwd", "***"));
        assertThat(last().after()).isEqualTo(Map.of("name", "Fixed line", "pwd", "***"));
        int known = access.audit.entries.size();
        send("PATCH", PROVIDERS + "/p1", "{\"name\": \"Fixed line\"}");
        problem(send("PATCH", PROVIDERS + "/p1", "{\"transport\": \"smoke\"}"), 422);
        assertThat(access.audit.entries).as("nothing was changed").hasSize(known);
        send("DELETE", PROVIDERS + "/p1", "");
        assertThat(last().action()).isEqualTo("delete");
        assertThat(last().before()).containsEntry("name", "Fixed line");
        assertThat(access.audit.entries.toString()).doesNotContain("pa55").doesNotContain("new-one");
    }

    @Test
    void anImportIsOneActionOfManyChanges() throws Exception {
        var file = """
                {"esg": 1, "name": "Renamed", "providers": [{"code": "a", "domain": "sip.example", "reg": false}],
                 "routes": [{"action": "external", "target": "a"}]}""";
        var path = "/rest/v1/master/domains/acme/import";
        send("POST", path + "?dryrun=true", file);
        assertThat(access.audit.entries).isEmpty();
        assertThat(send("POST", path, file).statusCode()).isEqualTo(200);
        assertThat(access.audit.entries).extracting(AuditEntry::kind).containsExactly("domain", "provider", "route");
        assertThat(access.audit.entries).extracting(AuditEntry::action).containsOnly("import");
        assertThat(access.audit.entries).extracting(AuditEntry::at).containsOnly(last().at());
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        POST   | /rest/v1/master/nodes/esg1@127.0.0.1/drain | -                                            | drain    | node | esg1@127.0.0.1
        PATCH  | /rest/v1/master/nodes/esg1@127.0.0.1       | {"loglevel": "DEBUG"}                        | loglevel | node | esg1@127.0.0.1
        POST   | /rest/v1/master/bans                       | {"address": "198.51.100.1", "minutes": 5}    | ban      | ban  | 198.51.100.1
        DELETE | /rest/v1/master/bans/198.51.100.66         | -                                            | lift     | ban  | 198.51.100.66
        """)
    void whatIsDoneToNodesAndSourcesIsWrittenDown(
            String method, String path, String body, String action, String kind, String key) throws Exception {
        assertThat(send(method, path, body.equals("-") ? "" : body).statusCode())
                .isBetween(200, 204);
        assertThat(last().action()).isEqualTo(action);
        assertThat(last().kind()).isEqualTo(kind);
        assertThat(last().key()).isEqualTo(key);
        problem(send("POST", "/rest/v1/master/nodes/esg2@127.0.0.1/drain", ""), 503);
        assertThat(last().after()).as("it may have been done").containsEntry("answer", "none");
    }

    @Test
    void theRecordIsReadNewestFirst() throws Exception {
        send("POST", PROVIDERS, ACCOUNT);
        send("DELETE", PROVIDERS + "/p1", "");
        JsonNode page = JSON.readTree(
                send("GET", "/rest/v1/master/audit?d=acme&limit=1", "").body());
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.at("/items/0/action").asText()).isEqualTo("delete");
        assertThat(problem(send("GET", "/rest/v1/master/audit?from=yesterday", ""), 400)
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("from");
        problem(send("DELETE", "/rest/v1/master/audit", ""), 405);
    }
}
