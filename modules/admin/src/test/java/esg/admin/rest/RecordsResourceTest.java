package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import esg.admin.access.TokenText;
import esg.domain.access.Role;
import esg.domain.access.Token;
import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Times;
import esg.domain.cdr.CdrCsv;
import esg.domain.cdr.EndedBy;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsResourceTest extends AdminFixture {
    private static final String RECORDS = "/rest/v1/uc/records";
    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

    private static Cdr record(int second, String d, int code) {
        var began = BEGAN.plusSeconds(second);
        return new Cdr(
                "r%05d".formatted(second),
                new AccountId(d, "p1"),
                "in",
                "esg1@127.0.0.1",
                0,
                "",
                "Bob, \"B\"",
                new Leg("c" + second, "+49301", "100", "udp:192.0.2.1:5060"),
                Leg.NONE,
                new Times(began, null, null, began),
                new End(code, "no", EndedBy.CALLEE),
                "",
                null);
    }

    private JsonNode shown(String path) throws Exception {
        var response = send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> ofAcme(String path) throws Exception {
        var token = TokenText.make();
        access.tokens.insert(new Token(
                "t1",
                "acme",
                Role.VIEWER,
                "acme",
                Optional.empty(),
                true,
                TokenText.hash(token),
                BEGAN,
                Optional.empty()));
        var response = send("GET", path, "", "Authorization", "Bearer " + token);
        access.tokens.delete("t1", null);
        return response;
    }

    @Test
    void aPageIsInOrderAndSaysHowManyThereAre() throws Exception {
        records.append(List.of(record(1, "acme", 486), record(2, "other", 200), record(3, "acme", 200)));
        var page = shown(RECORDS + "?limit=2");
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items").findValuesAsText("id")).containsExactly("r00003", "r00002");
        assertThat(page.path("items").get(0).path("callername").asText()).isEqualTo("Bob, \"B\"");
        assertThat(shown(RECORDS + "?sort=began&offset=1").path("items").findValuesAsText("id"))
                .containsExactly("r00002", "r00003");
        assertThat(shown(RECORDS + "?d=acme&code=486").path("items").findValuesAsText("id"))
                .containsExactly("r00001");
        assertThat(shown(RECORDS).path("total").asInt()).isEqualTo(3);
    }

    @Test
    void allFiltersReachTheStore() throws Exception {
        shown(RECORDS + "?account=p1&number=%2B49301&q=bob&from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z");
        var filter = records.asked.getLast();
        assertThat(filter.account()).contains("p1");
        assertThat(filter.number()).contains("+49301");
        assertThat(filter.q()).contains("bob");
        assertThat(filter.from()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(filter.to()).contains(Instant.parse("2026-01-03T00:00:00Z"));
    }

    @ParameterizedTest(name = "{0} blames {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ?sort=code          | sort
        ?code=abc           | code
        ?code=700           | code
        ?from=yesterday     | from
        ?limit=-1           | limit
        /export?format=xlsx | format
        /export?to=now      | to
        """)
    void aWrongParameterIsNamed(String query, String field) throws Exception {
        var problem = problem(send("GET", RECORDS + query, ""), 400);
        assertThat(problem.path("errors").get(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void nobodyChangesARecord() throws Exception {
        records.append(List.of(record(1, "acme", 486)));
        problem(send("DELETE", RECORDS + "/r00001", ""), 405);
        problem(send("POST", RECORDS, "{}"), 405);
    }

    @Test
    void aTokenOfADomainSeesThatOneAlone() throws Exception {
        records.append(List.of(record(1, "acme", 486), record(2, "other", 200)));
        assertThat(JSON.readTree(ofAcme(RECORDS).body()).path("total").asInt()).isEqualTo(1);
        assertThat(ofAcme(RECORDS + "?d=other").statusCode()).isEqualTo(403);
        assertThat(ofAcme(RECORDS + "/r00001").statusCode()).isEqualTo(200);
        problem(ofAcme(RECORDS + "/r00002"), 404);
        assertThat(ofAcme(RECORDS + "/export").body()).contains("r00001").doesNotContain("r00002");
        assertThat(shown(RECORDS + "/r00002").path("d").asText()).isEqualTo("other");
    }

    @Test
    void allOfThemComeAsAFileThoughTheyAreManyPages() throws Exception {
        for (int i = 0; i < 2_500; i++) records.all.add(record(i, "acme", i % 2 == 0 ? 200 : 486));
        var csv = send("GET", RECORDS + "/export", "");
        assertThat(header(csv, "Content-Type")).startsWith("text/csv");
        assertThat(header(csv, "Content-Disposition")).contains("records.csv");
        var lines = csv.body().split("\r\n");
        assertThat(lines).hasSize(2_501);
        assertThat(lines[0] + "\r\n").isEqualTo(CdrCsv.header());
        assertThat(lines[1]).startsWith("r00000,acme,p1,in,").contains("\"Bob, \"\"B\"\"\"");
        assertThat(lines[2_500]).startsWith("r02499,");
        var json = JSON.readTree(
                send("GET", RECORDS + "/export?format=json&code=486", "").body());
        assertThat(json.size()).isEqualTo(1_250);
        assertThat(json.findValuesAsText("id")).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whereThereIsNoneTheFileIsEmpty() throws Exception {
        assertThat(send("GET", RECORDS + "/export", "").body()).isEqualTo(CdrCsv.header());
        assertThat(send("GET", RECORDS + "/export?format=json", "").body()).isEqualTo("[]\n");
        problem(send("GET", RECORDS + "/none", ""), 404);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidBeforeTheFileBegins() throws Exception {
        records.away = true;
        problem(send("GET", RECORDS + "/export", ""), 503);
        problem(send("GET", RECORDS, ""), 503);
    }
}
