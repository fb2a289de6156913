package esg.trunk.standby;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.CallOptions.Refresher;
import esg.domain.account.Transport;
import esg.sip.digest.Algorithm;
import esg.sip.digest.Challenge;
import esg.sip.digest.DigestSession;
import esg.sip.transport.Side;
import esg.trunk.call.CallFacts;
import esg.trunk.call.CallState;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.LegState;
import esg.trunk.leg.SessionTimer;
import esg.trunk.call.RingingCall;
import esg.trunk.call.RingingCall.Loose;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

class StandByMessageTest {
    private static final DigestSession DIGEST = new DigestSession(
            new Challenge(false, "carrier", "n", "o", Algorithm.SHA_256, Set.of("auth"), false), "cnonce", 3);
    private static final LegState CALLER = new LegState(
            Side.OUTSIDE,
            "out",
            "call-1",
            "ours",
            "<sip:100@192.0.2.1:5080>",
            "<sip:100@192.0.2.1>",
            "\"Some One\" <sip:200@carrier.example>",
            "theirs",
            17,
            4,
            "sip:200@198.51.100.7",
            List.of("<sip:198.51.100.1;lr>", "<sip:198.51.100.2;lr>"),
            List.of(DIGEST),
            Map.of("P-Asserted-Identity", "<sip:1@a>", "Privacy", ""),
            "carrier.example",
            new SessionTimer.State(
                    new SessionTimer.Wish(1800, 90, Refresher.SELF),
                    new SessionTimer.Agreed(600, true, true),
                    120,
                    true));
    private static final LegState CALLEE = new LegState(
            Side.INSIDE,
            "",
            "call-2",
            "ours2",
            "<sip:u@h>",
            "<sip:a@b>",
            "<sip:c@d>",
            null,
            1,
            -1,
            "",
            List.of(),
            List.of(),
            Map.of(),
            "",
            SessionTimer.State.NONE);

    private static final CallFacts FACTS = new CallFacts(
            "Bob",
            "100",
            "udp:192.0.2.1:5060",
            "rule",
            1,
            3,
            new CallFacts.Far("c2", "200", "sip:100@192.0.2.2", "", "udp:192.0.2.2:5060", "rule"));

    @Test
    void crossesNodes() {
        var sdp = "v=0\r\n".getBytes(StandardCharsets.UTF_8);
        var call = new CallState(
                "call-1",
                "d/code",
                true,
                "200",
                "100",
                1,
                2,
                List.of("call-1", "call-2"),
                Map.of(Party.CALLER, CALLER, Party.CALLEE, CALLEE),
                Map.of(Party.CALLER, sdp),
                FACTS);
        var kit = ActorTestKit.create();
        try {
            var callee = new Loose(Side.INSIDE, Transport.TLS, "2001:db8::1", 5061, "pbx.example", sdp);
            var other = new Loose(Side.INSIDE, Transport.UDP, "192.0.2.9", 5060, "", sdp);
            var ringing = new RingingCall(
                    "c",
                    "d/code",
                    null,
                    callee,
                    List.of(other),
                    new RingingCall.Begun(true, "200", "100", 1, List.of("c"), CallFacts.UNKNOWN));
            var changes = new StandByMessage.Changes(
                    "pekko://esg@192.0.2.1:17355", List.of(ringing), List.of(call), List.of("call-0"));
            var heard = kit.serializationTestKit().verifySerialization(changes, false);
            assertThat(heard.ended()).containsExactly("call-0");
            assertThat(heard.ringing())
                    .singleElement()
                    .usingRecursiveComparison()
                    .isEqualTo(ringing);
            var read = heard.talking().getFirst();
            assertThat(read.legs()).isEqualTo(call.legs());
            assertThat(read.sdp().get(Party.CALLER)).isEqualTo(sdp);
            assertThat(read).usingRecursiveComparison().ignoringFields("sdp").isEqualTo(call);
        } finally {
            kit.shutdownTestKit();
        }
    }
}
