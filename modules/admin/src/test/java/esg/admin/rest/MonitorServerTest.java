package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the server shows of what goes on. */
class MonitorServerTest extends AdminFixture {
    @Test
    void showsWhereSubscribersAre() throws Exception {
        var shown = JSON.readTree(
                        send("GET", "/api/monitor/v1/bindings?d=acme", "").body())
                .at("/data/bindings/0");
        assertThat(shown.get("aor").asText()).isEqualTo("alice@acme");
        assertThat(shown.get("contact").asText()).isEqualTo("sip:alice@192.0.2.5;line=1");
        assertThat(shown.get("expires").asInt()).isBetween(1, 60);
        assertThat(shown.get("node").asText()).isEqualTo("esg1@127.0.0.1");
        assertThat(shown.get("useragent").asText()).isEqualTo("phone");
        assertThat(send("GET", "/api/monitor/v1/bindings?d=other", "").body()).contains("\"bindings\":[]");
        problem(send("POST", "/api/monitor/v1/bindings", "{}"), 405);
    }

    /** DIA-01. */
    @Test
    void showsThePacketsOfACall() throws Exception {
        var path = "/api/monitor/v1/calls/c1%40a/diagram";
        var shown = send("GET", path, "");
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(JSON.readTree(shown.body()).at("/data/packets/0/line").asText())
                .isEqualTo("BYE sip:a SIP/2.0");
        assertThat(JSON.readTree(send("GET", path + "?text=true", "").body())
                        .at("/data/packets/0/text")
                        .asText())
                .isEqualTo("BYE sip:a SIP/2.0\r\n\r\n");
        problem(send("GET", path.replace("c1", "c9"), ""), 404);
        problem(send("GET", "/api/monitor/v1/calls/diagram", ""), 404);
        problem(send("POST", path, "{}"), 405);
    }

    @Test
    void aCallIsEndedByTheNodeThatCarriesIt() throws Exception {
        var path = "/api/monitor/v1/calls/c1%40a/hangup";
        assertThat(send("POST", path, "").statusCode()).isEqualTo(202);
        problem(send("POST", path, ""), 409);
        problem(send("POST", path.replace("c1", "c9"), ""), 404);
        problem(send("GET", path, ""), 405);
    }

    @Test
    void callsAreFoundAPageAtATime() throws Exception {
        var calls = JSON.readTree(send("GET", "/api/monitor/v1/calls?state=live&q=C2&limit=5", "")
                        .body())
                .get("data");
        assertThat(calls.get("total").asInt()).isEqualTo(1);
        assertThat(calls.at("/calls/0/node").asText()).isEqualTo("esg1@127.0.0.1");
        assertThat(send("GET", "/api/monitor/v1/calls?offset=1", "").body()).contains("\"calls\":[]");
        problem(send("GET", "/api/monitor/v1/calls?state=bad", ""), 400);
        problem(send("GET", "/api/monitor/v1/calls?limit=-1", ""), 400);
        assertThat(send("GET", "/api/monitor/v1/calls?sort=-duration", "").statusCode())
                .isEqualTo(200);
        assertThat(problem(send("GET", "/api/monitor/v1/calls?sort=password", ""), 400)
                        .path("errors")
                        .toString())
                .contains("sort");
    }

    /** DIA-01: for those who read packets elsewhere. */
    @Test
    void givesThePacketsOfACallAsACapture() throws Exception {
        var path = "/api/monitor/v1/calls/c1%40a/pcap";
        var capture = send("GET", path, "");
        assertThat(capture.statusCode()).isEqualTo(200);
        assertThat(capture.headers().firstValue("Content-Type")).contains("application/vnd.tcpdump.pcap");
        assertThat(capture.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment")
                .contains("call-c1_a.pcap");
        assertThat(capture.body()).contains("BYE sip:a SIP/2.0");
        problem(send("GET", path.replace("c1", "c9"), ""), 404);
        problem(send("POST", path, "{}"), 405);
    }

    /** BRD-01: rules of the whole platform, without a domain. */
    @Test
    void borderRulesAreKeptAndCounted() throws Exception {
        var made = send("POST", BORDER_RULES, "{\"action\": \"deny\", \"address\": \"198.51.100.0/24\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JSON.readTree(made.body()).path("denymode").asText()).isEqualTo("drop");
        assertThat(JSON.readTree(send("GET", BORDER_RULES, "").body())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        var counts = send("GET", "/api/monitor/v1/border", "");
        assertThat(JSON.readTree(counts.body()).at("/data/rules"))
                .isEqualTo(JSON.readTree("[{\"id\":\"r1\",\"packets\":7,\"nodes\":{\"esg1@127.0.0.1\":7}}]"));
    }

    @Test
    void tellsWhatHappensAsItHappens() throws Exception {
        var told = send("GET", "/api/events", "");
        assertThat(told.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(told.body()).isEqualTo("""
                        retry: 2000

                        event: registration
                        data: {"at":"2026-01-01T10:00:00Z","regstate":"failed"}

                        event: node
                        data: {"state":"down"}

                        """);
        assertThat(send("GET", "/api/events?d=other", "").body())
                .as("what belongs to no domain is for all")
                .isEqualTo("retry: 2000\n\nevent: node\ndata: {\"state\":\"down\"}\n\n");
        problem(send("POST", "/api/events", "{}"), 405);
    }

    @Test
    void metricsNeedATokenAsAllElse() throws Exception {
        var read = send("GET", "/metrics", "");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(read.body()).isEqualTo("esg_build_info 1.0\n");
        problem(send("GET", "/metrics", "", "Authorization", "Bearer wrong"), 401);
        problem(send("POST", "/metrics", "{}"), 405);
    }

    @Test
    void monitorAnswersInItsEnvelope() throws Exception {
        assertThat(send("GET", "/api/monitor/v1/esg/active?regs=true", "").body())
                .isEqualTo("{\"resultcode\":0,\"resultmsg\":\"OK\",\"data\":{\"sites\":[{\"site\":\"main_site\","
                        + "\"servers\":[{\"srvidx\":1,\"node\":\"esg1@127.0.0.1\",\"addr\":\"127.0.0.1\","
                        + "\"online\":true,\"regs\":[]}]}]}}");
        problem(send("GET", "/api/monitor/v1/calls/none", ""), 404);
    }

    @Test
    void nodeThatStaysSilentIsServiceUnavailable() throws Exception {
        var nodes = "/rest/v1/master/nodes";
        var refused = send("POST", nodes + "/esg2@127.0.0.1/drain", "");
        assertThat(problem(refused, 503).path("detail").asText()).contains("esg2@127.0.0.1");
        problem(send("GET", nodes + "/esg9@127.0.0.1", ""), 404);
        problem(send("GET", nodes, "", "Authorization", "Bearer wrong"), 401);
        assertThat(send("GET", nodes + "/esg1%40127.0.0.1", "").body()).contains("\"online\":true");
    }
}
