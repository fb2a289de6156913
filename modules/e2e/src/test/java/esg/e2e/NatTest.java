package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway the world knows by other addresses than it has: docs/nat.md. All of 127/8 leads here, so that packets to those arrive as well. */
class NatTest {
    private static final String REGISTRAR = "127.0.0.11";
    private static final String USER = "71234567890";

    @TempDir
    Path dir;

    private static Map<String, Object> account(String domain, int port) {
        return Esg.registering(USER, domain, Map.of("proxyaddr", REGISTRAR, "proxyport", port));
    }

    private static void inward(Esg esg, int port) {
        esg.routeIn("127.0.0.20", port);
    }

    private Sipp inside(int port) throws IOException {
        return Sipp.plays("callee").at("127.0.0.20", port).start(dir.resolve("inside"));
    }

    /**
     * ALG-01..05, A-25, INC-11: the registrar, which checks the digest over the URI it reads, is known here by another address as well; its
     * call names it by its own.
     */
    @Test
    void providersSeeWhiteAddressesOnlyAndWeGrayOnes() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg = Esg.startOn(
                        "0.0.0.0",
                        dir.resolve("esg"),
                        "esg.roles.esg.sip_alg=[{gray=127.0.0.1,white=127.0.0.77},{gray=127.0.0.111,white=127.0.0.11}]")) {
            esg.domain();
            esg.account(account("127.0.0.111", port));
            var registered = esg.awaitRegistration("reg1", "registered");
            assertThat(registered.get("last_response").toString())
                    .contains("Contact: <sip:" + USER + "@127.0.0.1:" + esg.outside + ">");
            assertThat(kamailio.log()).contains("uri=\"sip:127.0.0.11\"").doesNotContain("127.0.0.111");

            int inside = Ports.free();
            inward(esg, inside);
            try (var callee = inside(inside)) {
                Sipp.plays("caller")
                        .at("127.0.0.12", Ports.free())
                        .from("300")
                        .calling(USER, REGISTRAR, port)
                        .run(dir.resolve("caller"));
                callee.succeeds();
            }
            callsOut(esg);
            esg.awaitNoCalls();
            assertThat(esg.get("/rest/v1/master/nodes")
                            .at("/items/0/externaladdrs")
                            .toString())
                    .contains("127.0.0.77");
        }
    }

    private void callsOut(Esg esg) throws IOException {
        int port = Ports.free();
        esg.account(Map.of("code", "p2p", "reg", false, "username", "", "domain", "127.0.0.13", "proxyport", port));
        esg.awaitRegistration("p2p", "disabled");
        try (var provider = Sipp.plays("callee").at("127.0.0.13", port).start(dir.resolve("provider"))) {
            Sipp.plays("caller")
                    .at("127.0.0.1", Ports.free())
                    .from("200")
                    .by("p2p")
                    .calling("555", "127.0.0.1", esg.inside)
                    .run(dir.resolve("out"));
            provider.succeeds();
            assertThat(provider.messages())
                    .contains("Via: SIP/2.0/UDP 127.0.0.77:" + esg.outside, "c=IN IP4 127.0.0.77", "@127.0.0.77:")
                    .doesNotContainPattern("(?<![\\d.])127[.]0[.]0[.]1(?![\\d.])");
        }
    }

    /** STN-01, INC-06, INC-10: no extaddrs, and still the call to the address STUN found is the account's. */
    @Test
    void theAddressStunFoundStandsInMessagesAndForUs() throws IOException {
        int port = Ports.free();
        try (var stun = Stun.telling("127.0.0.88");
                var _ = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg =
                        Esg.startOn("0.0.0.0", dir.resolve("esg"), "esg.roles.esg.stun=[\"" + stun.address() + "\"]")) {
            esg.domain();
            esg.account(account(REGISTRAR, port));
            var found = "127.0.0.88:" + esg.outside;
            await("registered there")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> esg.awaitRegistration("reg1", "registered")
                            .get("last_response")
                            .toString()
                            .contains("Contact: <sip:" + USER + "@" + found + ">"));
            assertThat(esg.get("/rest/v1/master/nodes")
                            .at("/items/0/externaladdrs")
                            .toString())
                    .isEqualTo("[\"" + found + "\"]");

            int inside = Ports.free();
            inward(esg, inside);
            try (var callee = inside(inside)) {
                Sipp.plays("caller")
                        .at(REGISTRAR, Ports.free())
                        .from("300")
                        .calling(USER, "127.0.0.88", esg.outside)
                        .run(dir.resolve("caller"));
                callee.succeeds();
            }
            var packet = "INVITE sip:100@127.0.0.88 SIP/2.0\nVia: SIP/2.0/UDP " + REGISTRAR + ";branch=z9hG4bK1\n"
                    + "From: <sip:7@a.example>;tag=a\nTo: <sip:" + USER + "@127.0.0.88>\nCall-ID: why\nCSeq: 1 INVITE\n"
                    + "Max-Forwards: 70\nContact: <sip:a.example>\nContent-Length: 0\n\n";
            var explained = match(esg, Map.of("packet", packet, "source", REGISTRAR + ":5060"));
            assertThat(explained.at("/steps/0/hits").asInt())
                    .as("an address STUN found is ours, in explanations too")
                    .isEqualTo(1);
            esg.awaitNoCalls();
        }
    }

    /**
     * BRD-09: the border reads fields gray, and so do numbers and accounts after it (INC-11); explaining
     * says so, of a packet from the wire and of one that was refused.
     */
    @Test
    void theBorderComesFirstThenTheSwapThenNumbers() throws IOException {
        try (var esg = Esg.startOn(
                "0.0.0.0",
                dir.resolve("esg"),
                "esg.roles.esg.sip_alg=[{gray=127.0.0.1,white=127.0.0.77},{gray=127.0.0.111,white=127.0.0.11}]")) {
            esg.domain();
            var p2p = Map.<String, Object>of(
                    "code", "p2p", "reg", false, "username", "", "domain", "127.0.0.111", "proxyaddr", REGISTRAR);
            esg.account(p2p);
            esg.awaitRegistration("p2p", "disabled");
            var rules = "/rest/v1/master/borderrules";
            esg.post(rules, Map.of("priority", 2, "action", "deny", "fromdomain", REGISTRAR));
            var gray = Map.<String, Object>of("priority", 3, "fromuser", "666", "fromdomain", "127.0.0.111");
            var rejects = new HashMap<>(gray);
            rejects.putAll(Map.of("action", "deny", "denymode", "reject", "code", 499));
            esg.post(rules, rejects);
            esg.normalization(Map.of("direction", "in", "set", Map.of("headers", Map.of("X-From", "{from.domain}"))));
            int inside = Ports.free();
            inward(esg, inside);
            try (var callee = inside(inside)) {
                call(esg, "caller", "300").run(dir.resolve("caller"));
                callee.succeeds();
                assertThat(callee.messages()).contains("X-From: 127.0.0.111");
            }
            call(esg, "caller-refused", "666").expecting(499).run(dir.resolve("refused"));
            esg.awaitNoCalls();
            explained(esg);
        }
    }

    private Sipp.Setup call(Esg esg, String scenario, String from) throws IOException {
        return Sipp.plays(scenario).at(REGISTRAR, Ports.free()).from(from).calling(USER, "127.0.0.77", esg.outside);
    }

    private static void explained(Esg esg) {
        await("it is kept")
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        esg.get("/api/monitor/v1/refused").at("/data/total").asInt() == 1);
        var kept = esg.get("/api/monitor/v1/refused").at("/data/refused/0");
        assertThat(kept.at("/fields/tohost").asText()).isEqualTo("127.0.0.1");
        var wire = esg.get("/api/monitor/v1/refused/" + kept.get("id").asText())
                .at("/data/packet")
                .asText();
        assertThat(wire).startsWith("INVITE sip:" + USER + "@127.0.0.77 ").contains("c=IN IP4 127.0.0.11\r");
        var refused = match(esg, Map.of("refused", kept.get("id").asText()));
        assertThat(refused.path("stage").asText()).isEqualTo("border");
        var alg = refused.path("alg");
        assertThat(alg.findValuesAsText("white")).containsExactly("127.0.0.77", "127.0.0.11");
        assertThat(alg.at("/pairs/0/places").asInt()).as("Request-URI and To").isEqualTo(2);
        assertThat(alg.path("packet").asText())
                .startsWith("INVITE sip:" + USER + "@127.0.0.1 ")
                .contains("c=IN IP4 127.0.0.111\r");
        var pasted =
                match(esg, Map.of("packet", wire, "source", kept.get("source").asText()));
        assertThat(pasted.path("alg")).as("swapped once, in both cases").isEqualTo(alg);

        var passes = match(esg, Map.of("packet", wire.replace(":666@", ":300@"), "source", REGISTRAR + ":5060"));
        assertThat(passes.path("passes").asBoolean()).as("%s", passes).isTrue();
        assertThat(passes.at("/fields/contacthost").asText()).isEqualTo("127.0.0.111");
        assertThat(passes.at("/normalization/headers/X-From").asText()).isEqualTo("127.0.0.111");
        assertThat(passes.at("/invites/0/packet").asText()).contains("X-From: 127.0.0.111\r");
    }

    private static JsonNode match(Esg esg, Map<String, Object> question) {
        var answer = esg.call("POST", "/api/test/v1/match", question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Esg.read(answer.body()).path("data");
    }
}
