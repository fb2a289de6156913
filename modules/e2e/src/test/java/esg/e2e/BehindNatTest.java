package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway behind a router that translates addresses, as docs/nat.md has them; its provider, which asks for digests, stands before it. */
class BehindNatTest {
    private static final String USER = "71234567890";
    private static final int INSIDE = 5070;

    private static final String ONE_TO_ONE = """
        chain arriving { type nat hook prerouting priority dstnat; iifname "outer" meta l4proto udp dnat to 10.0.0.2; }
        chain leaving { type nat hook postrouting priority srcnat; oifname "outer" snat to 203.0.113.7; }
        """;
    private static final String OTHER_PORT = """
        chain leaving { type nat hook postrouting priority srcnat; oifname "outer" meta l4proto udp snat to 203.0.113.7:61000; }
        """;
    /** To each destination another. */
    private static final String ANY_PORT = """
        chain leaving { type nat hook postrouting priority srcnat; oifname "outer" meta l4proto udp masquerade to :40000-49999 random; }
        """;

    @TempDir
    Path dir;

    /** Without root, or where the kernel gives no namespaces, there is nothing to try it on; {@code ./test} says so at its end. */
    @BeforeEach
    void needsNamespaces() {
        var lacking = NatNetwork.lacking();
        assumeTrue(lacking.isEmpty(), lacking);
    }

    private Esg start(NatNetwork network, String... sets) throws IOException {
        var all = new ArrayList<>(List.of(sets));
        all.add("esg.roles.sg.trusted=[\"10.0.0.0/8\"]");
        var esg = Esg.startIn(network.inside, NatNetwork.GRAY, dir.resolve("esg"), all);
        esg.domain();
        esg.routeIn(NatNetwork.GRAY, INSIDE);
        return esg;
    }

    /** Registered at the provider, these fields besides. */
    private static void register(Esg esg, Map<String, Object> more) {
        esg.account(Esg.registering(USER, NatNetwork.PROVIDER, more));
        esg.awaitRegistration("reg1", "registered");
    }

    /** A customer of the provider calls us by it; the caller hangs up, so that a request in the dialog comes in too. */
    private void callsIn(NatNetwork network) throws IOException {
        var callee = Sipp.plays("callee").in(network.inside).at(NatNetwork.GRAY, INSIDE);
        try (var pbx = callee.start(dir.resolve("pbx"))) {
            Sipp.plays("caller")
                    .in(network.world)
                    .at(NatNetwork.FAR, 5062)
                    .from("300")
                    .calling(USER, NatNetwork.PROVIDER, NatNetwork.SIP)
                    .run(dir.resolve("in"));
            pbx.succeeds();
        }
    }

    /** We call a customer of the provider, who hangs up. */
    private void callsOut(NatNetwork network, Esg esg) throws IOException {
        var callee = Sipp.plays("callee-bye").in(network.world).at(NatNetwork.FAR, NatNetwork.SIP);
        try (var far = callee.start(dir.resolve("far"))) {
            Sipp.plays("caller-peerbye")
                    .in(network.inside)
                    .at(NatNetwork.GRAY, 5072)
                    .from("200")
                    .by("reg1")
                    .calling("555", NatNetwork.GRAY, esg.inside)
                    .run(dir.resolve("out"));
            far.succeeds();
        }
    }

    /** Two telephones on either side of the router: the audio finds its way by the addresses we have written (NAT-02). */
    private void telephonesHearEachOther(NatNetwork network, Esg esg) throws IOException {
        esg.route(Map.of(
                "name",
                "out",
                "priority",
                10,
                "origin",
                "subscriber",
                "to",
                "555",
                "action",
                "external",
                "target",
                "reg1"));
        var farLine = new Baresip.Line("555", NatNetwork.FAR, NatNetwork.SIP, 1000);
        var line = new Baresip.Line("200", NatNetwork.GRAY, 5074, 440);
        var called = "sip:555@" + NatNetwork.GRAY + ":" + esg.inside;
        try (var far = Baresip.answering(network.world, dir.resolve("far-phone"), farLine)) {
            await().atMost(Duration.ofSeconds(10)).until(far::isReady);
            try (var phone = Baresip.calling(network.inside, dir.resolve("phone"), line, called, 5)) {
                Baresip.hearEachOther(phone, 440, far, 1000);
            }
        }
    }

    private static List<String> found(String in, String pattern) {
        return Pattern.compile(pattern)
                .matcher(in)
                .results()
                .map((MatchResult one) -> one.group(1))
                .toList();
    }

    private static String externals(Esg esg) {
        return esg.get("/rest/v1/master/nodes").at("/items/0/externaladdrs").toString();
    }

    /** ALG-01..05, A-25: one public address, forwarded port by port. The provider only believes what we write. */
    @Test
    void worldSeesTheWhiteAddressAloneWhereARouterForwardsAllPorts() throws IOException {
        try (var network = NatNetwork.make(dir.resolve("network"), ONE_TO_ONE);
                var provider = Kamailio.provider(network.world, dir.resolve("kamailio"), false);
                var esg = start(network, "esg.roles.esg.sip_alg=[{gray=10.0.0.2,white=203.0.113.7}]")) {
            register(esg, Map.of());
            var white = "203.0.113.7:" + esg.outside;
            assertThat(provider.log()).contains("registered contact=<sip:" + USER + "@" + white + "> source=" + white);
            callsIn(network);
            callsOut(network, esg);
            esg.awaitNoCalls();
            assertThat(network.wire())
                    .contains("Via: SIP/2.0/UDP " + white, "c=IN IP4 203.0.113.7", "Proxy-Authorization: Digest ")
                    .doesNotContain("10.0.0.");
            telephonesHearEachOther(network, esg);
            esg.awaitNoCalls();
            assertThat(externals(esg)).contains("203.0.113.7");
        }
    }

    /** STN-01, A-19, PRV-18: a router that changes the port. The provider only believes what we write, and answers STUN at its SIP port. */
    @Test
    void stunFindsAddressAndPortThatARouterGivesUs() throws IOException {
        try (var network = NatNetwork.make(dir.resolve("network"), OTHER_PORT);
                var provider = Kamailio.provider(network.world, dir.resolve("kamailio"), false);
                var esg = start(network, "esg.roles.esg.stun=[\"" + NatNetwork.STUN + "\"]")) {
            await("asked")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> externals(esg).equals("[\"203.0.113.7:61000\"]"));
            register(esg, Map.of("pingmode", "stun", "pingtimeout", 1));
            var white = "203.0.113.7:61000";
            assertThat(provider.log()).contains("registered contact=<sip:" + USER + "@" + white + "> source=" + white);
            await("pinged")
                    .atMost(Duration.ofSeconds(10))
                    .until(() ->
                            esg.registration("reg1").get("pingstate").asText().equals("ok"));
            callsIn(network);
            callsOut(network, esg);
            esg.awaitNoCalls();
            assertThat(network.wire()).contains("Via: SIP/2.0/UDP " + white).doesNotContain("Via: SIP/2.0/UDP 10.0.0.");
        }
    }

    /**
     * NAT-03, REG-12, PRV-18: a router that gives every destination another port and soon forgets it. We write what we know, the gray address; the
     * provider answers to where the REGISTER came from.
     */
    @Test
    void pingsKeepTheWayOfTheRegistrationOpenForCalls() throws IOException {
        try (var network = NatNetwork.make(dir.resolve("network"), ANY_PORT);
                var provider = Kamailio.provider(network.world, dir.resolve("kamailio"), true);
                var esg = start(network)) {
            network.forgetAfter(3);
            register(esg, Map.of("pingmode", "options", "pingtimeout", 1));
            assertThat(provider.log()).contains("registered contact=<sip:" + USER + "@10.0.0.2:" + esg.outside + ">");
            var registered = found(provider.log(), "registered .*source=203[.]0[.]113[.]7:(4\\d{4})");
            await("pinged for longer than the router remembers")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> found(provider.log(), "pinged source=(\\S+)").size() >= 6);
            assertThat(found(provider.log(), "pinged source=203[.]0[.]113[.]7:(\\d+)"))
                    .as("all by the port of the REGISTER")
                    .containsOnly(registered.getLast());
            callsIn(network);
            callsOut(network, esg);
            esg.awaitNoCalls();
            assertThat(esg.registration("reg1").get("pingstate").asText()).isEqualTo("ok");
            assertThat(found(network.wire(), "Via: SIP/2.0/UDP 10[.]0[.]0[.]2:\\d+(.*)"))
                    .as("every Via of ours")
                    .isNotEmpty()
                    .allSatisfy(params -> assertThat(params).contains(";rport"));
        }
    }
}
