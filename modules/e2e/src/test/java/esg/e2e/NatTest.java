package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        return Map.of(
                "code",
                "reg1",
                "reg",
                true,
                "username",
                USER,
                "pwd",
                "3y82lS5",
                "domain",
                domain,
                "proxyaddr",
                REGISTRAR,
                "proxyport",
                port,
                "trunks",
                10);
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
            esg.awaitNoCalls();
        }
    }
}
