package esg.esg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./esg explain} in front of a node that answers what a test wants. */
class ExplainCommandTest {
    private static final String PASSES = """
        {"resultcode": 0, "resultmsg": "OK", "data": {
          "passes": true, "stage": "leaves", "reason": "goes on to sip:192.0.2.10", "node": "esg1@127.0.0.1",
          "source": "192.0.2.1:5060/udp", "border": {"verdict": "allow", "rule": "no rule"},
          "alg": {"places": 3, "pairs": [{"gray": "10.0.0.1", "white": "203.0.113.7", "places": 3}, {"gray": "10.0.0.2", "white": "203.0.113.8", "places": 0}],
                  "packet": "INVITE sip:100@10.0.0.1 SIP/2.0\\r\\n"},
          "fields": {"touser": "100", "tohost": "192.0.2.9", "fromuser": "7", "fromhost": "a.example", "contactuser": "", "contacthost": ""},
          "steps": [
            {"step": "1.1", "registration": true, "user": "100", "host": "192.0.2.9", "hits": 1, "candidates": [
              {"d": "acme", "code": "p1", "node": "esg1@127.0.0.1", "fits": true, "sourceallowed": true},
              {"d": "acme", "code": "p2", "node": "esg2@127.0.0.1", "fits": false, "sourceallowed": false, "why": ["is disabled"]},
              {"d": "acme", "code": "p3", "node": "", "fits": false, "sourceallowed": false,
               "why": ["is without registration, this step looks among those with it"]}]}],
          "hit": {"d": "acme", "code": "p1", "node": "esg1@127.0.0.1", "step": "1.1", "sourceallowed": true,
                  "compared": [{"from": "dns", "value": "192.0.2.1", "fits": true}]},
          "trunks": {"used": 1, "limit": 2},
          "normalization": {"rule": "", "changed": {"touser": {"before": "100", "after": ""}}},
          "routes": [{"id": "r", "name": "in", "priority": 10, "action": "uri", "target": "sip:192.0.2.10", "fits": true},
                     {"id": "h", "name": "help", "priority": 50, "action": "external", "target": "p", "fits": true, "note": "emergency number: tried first"}],
          "invites": [{"target": "sip:192.0.2.10", "hop": "udp 192.0.2.10:5060", "fresh": ["CSeq"], "swapped": 1, "packet": "INVITE sip:192.0.2.10 SIP/2.0\\r\\n"}],
          "suggestions": []}}
        """;
    private static final String FAILS = """
        {"data": {"passes": false, "stage": "account", "status": 404, "reason": "EB2B. Unknown account in contact",
          "border": {"verdict": "allow", "rule": "r7", "name": "white"}, "steps": [], "invites": [], "suggestions": [
          {"text": "add 44.55.66.77 to extaddrs of account acme/p1", "step": "2.1", "sourceallowed": true,
           "request": {"method": "PATCH", "path": "/rest/v1/uc/providers/id1", "body": {"extaddrs": ["44.55.66.77"]}}}]}}
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer node;
    private int status = 200;
    private String answer = PASSES;

    @TempDir
    Path dir;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(dir.resolve("admin.token"), "secret\n");
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private int explain(String packet, String... arguments) {
        var settings =
                Stream.of("--set", "esg.http.port=" + node.getAddress().getPort(), "--set", "esg.data-dir=" + dir);
        var all = Stream.concat(settings, Arrays.stream(arguments)).toArray(String[]::new);
        return new CommandLine(new ExplainCommand(new ByteArrayInputStream(packet.getBytes(StandardCharsets.UTF_8))))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void tellsACallThatComesIn() {
        assertThat(explain("INVITE x", "--from", "192.0.2.1:5060/udp")).isZero();
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("POST /api/test/v1/match Bearer secret ")
                .contains("\"packet\":\"INVITE x\"", "\"source\":\"192.0.2.1:5060/udp\"");
        assertThat(out.toString())
                .contains(
                        "INVITE from 192.0.2.1:5060/udp at esg1@127.0.0.1",
                        "Comes in: goes on to sip:192.0.2.10",
                        "border    allowed, no rule",
                        "alg       white is read as gray in 3 places",
                        "  203.0.113.7 becomes 10.0.0.1 in 3 places",
                        "  203.0.113.8 becomes 10.0.0.2 in no place",
                        "    INVITE sip:100@10.0.0.1 SIP/2.0",
                        "alg       gray leaves as white in 1 place",
                        "step 1.1  user \"100\", host 192.0.2.9, with registration: 1 account",
                        "acme/p1: fits",
                        "acme/p2: is disabled",
                        "1 more: of the other mode, or further away",
                        "dns 192.0.2.1: fits",
                        "trunks    1 of 2 in use",
                        "touser \"100\" becomes \"\"",
                        "10 \"in\" fits: uri sip:192.0.2.10\n",
                        "50 \"help\" fits: external p (emergency number: tried first)\n",
                        "    INVITE sip:192.0.2.10 SIP/2.0")
                .doesNotContain("acme/p3");
    }

    @Test
    void tellsWhatWouldLetACallIn() {
        answer = FAILS;
        assertThat(explain("", "--refused", "7")).isEqualTo(1);
        assertThat(asked).singleElement().asString().contains("{\"refused\":\"7\"}");
        assertThat(out.toString())
                .contains(
                        "Does not come in: 404 EB2B. Unknown account in contact (stage account)",
                        "border    allowed, rule r7 \"white\"",
                        "  1. add 44.55.66.77 to extaddrs of account acme/p1 (then found by step 2.1)",
                        "     PATCH /rest/v1/uc/providers/id1 {\"extaddrs\":[\"44.55.66.77\"]}");
    }

    @Test
    void givesTheAnswerAsItIs() {
        assertThat(explain("INVITE x", "--from", "192.0.2.1:5060", "--json")).isZero();
        assertThat(out.toString()).contains("\"stage\" : \"leaves\"");
    }

    @Test
    void listsWhatWasRefused() {
        answer = "{\"data\": {\"refused\": [], \"total\": 0, \"sources\": []}}";
        assertThat(explain("", "--refused")).isZero();
        assertThat(out.toString()).contains("No INVITE was refused");
        assertThat(asked).hasSize(2);
    }

    /** INC-08: those of all nodes, and who is missing. */
    @Test
    void listsWhatAllNodesRefused() {
        answer = """
            {"data": {"refused": [{"id": "7@esg2@127.0.0.1", "node": "esg2@127.0.0.1", "time": "2026-01-02T03:04:05Z",
              "source": "192.0.2.1:5060/udp", "status": 404, "reason": "EB2B. Unknown account in contact", "fields": {}}],
              "total": 2, "offline": ["esg3@127.0.0.1"],
              "sources": [{"source": "192.0.2.1", "count": 3, "nodes": {"esg2@127.0.0.1": 2, "esg1@127.0.0.1": 1}}]}}
            """;
        assertThat(explain("", "--refused")).isZero();
        assertThat(out.toString())
                .contains(
                        "esg3@127.0.0.1 does not answer; what it has refused is missing here.",
                        "7@esg2@127.0.0.1  2026-01-02T03:04:05Z  192.0.2.1:5060/udp  404 EB2B. Unknown account in contact",
                        "1 older ones are kept.",
                        "Sender 192.0.2.1, INVITEs refused: 3 (2 at esg2@127.0.0.1, 1 at esg1@127.0.0.1)");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(explain("INVITE x")).isEqualTo(2);
        assertThat(err.toString()).contains("one of --from and --refused is needed");
        status = 422;
        answer = "{\"errors\": [{\"field\": \"packet\", \"message\": \"must be an INVITE, is OPTIONS\"}]}";
        assertThat(explain("OPTIONS x", "--from", "192.0.2.1:5060")).isEqualTo(2);
        assertThat(err.toString()).contains("esg: packet must be an INVITE, is OPTIONS");
        node.stop(0);
        assertThat(explain("INVITE x", "--from", "192.0.2.1:5060", "--token", "t"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("does not answer");
    }
}
