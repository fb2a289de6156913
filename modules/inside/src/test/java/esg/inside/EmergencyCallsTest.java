package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to 112, which find a way where others do not (OUT-03). */
class EmergencyCallsTest extends CallFixture {
    private Peer other;

    @SuppressWarnings("NullAway.Init")
    EmergencyCallsTest() {}

    @BeforeEach
    void secondProvider() throws IOException {
        other = new Peer("127.0.0.4");
        gateway.account(Map.of("code", "p2", "domain", "127.0.0.4", "proxyport", other.port(), "trunks", 0));
    }

    @AfterEach
    void closeSecondProvider() {
        other.close();
    }

    private void external(String code, int priority, Object... more) {
        var fields = new HashMap<String, Object>(
                Map.of("name", code, "priority", priority, "origin", "any", "action", "external", "target", code));
        for (int i = 0; i < more.length; i += 2) fields.put((String) more[i], more[i + 1]);
        gateway.route(fields);
    }

    private void dial(String number) {
        platform.send(inside, Peer.SDP, lines("INVITE sip:" + number + "@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""));
    }

    private SipRequest refuse(Peer by, int status) {
        var invite = by.request("INVITE");
        by.answer(invite, outside, status, "");
        by.request("ACK");
        return invite;
    }

    /** The second has no trunk, and its rule makes another number of 112. */
    @Test
    void theRuleThatNamesTheNumberGoesFirstAndWhateverFailsLeadsOn() {
        gateway.route(Map.of("name", "expensive", "priority", 1, "to", "1*", "action", "reject", "code", 402));
        external("p1", 2);
        external("p2", 90, "to", "112", "touser", "911000");
        dial("112");
        assertThat(refuse(other, 603).requestUriText()).startsWith("sip:911000@");
        refuse(provider, 486);
        assertThat(platform.response(402).header(Headers.REASON)).contains("EB2B.");
    }

    @Test
    void anyOtherNumberGoesByItsRules() {
        gateway.route(Map.of("name", "expensive", "priority", 1, "to", "1*", "action", "reject", "code", 402));
        external("p2", 90, "to", "113");
        dial("113");
        platform.response(402);
    }

    @Test
    void theCallersCancelEndsIt() {
        external("p2", 1, "to", "112");
        external("p1", 2);
        dial("112");
        var invite = other.request("INVITE");
        other.answer(invite, outside, 180, "");
        platform.response(180);
        var cancel = lines("CANCEL sip:112@127.0.0.1 SIP/2.0", platform, "1 CANCEL", "");
        cancel[1] = "Via: SIP/2.0/UDP " + platform.at() + ";branch=z9hG4bK1-INVITE" + platform.port();
        platform.send(inside, "", cancel);
        platform.response(200, "CANCEL");
        platform.response(487);
        other.answer(other.request("CANCEL"), outside, 200, "");
        other.answer(invite, outside, 487, "");
        other.request("ACK");
        assertThat(provider.hears("INVITE")).isFalse();
    }

    /** A provider's call that leaves by another one goes round by our own inside, past the limits there too. */
    @Test
    void aCallFromAProviderLeavesPastTheLimits() {
        external("p2", 90, "to", "112", "touser", "911000");
        var lines = lines("INVITE sip:112@127.0.0.1 SIP/2.0", provider, "1 INVITE", "");
        lines[3] = "To: <sip:112@127.0.0.1>";
        provider.send(outside, Peer.SDP, lines);
        var invite = refuse(other, 603);
        assertThat(invite.requestUriText()).startsWith("sip:911000@");
        assertThat(invite.has("X-Esg-Emergency")).as("never leaves").isFalse();
        platform.answer(platform.request("INVITE"), inside, 486, "");
        platform.request("ACK");
        provider.response(486);
    }

    /** Whatever a trusted peer passes on from others: the second has no trunk. */
    @Test
    void nobodyElseSaysThatSomebodyCallsForHelp() {
        external("p2", 1, "to", "200");
        platform.send(
                inside,
                Peer.SDP,
                lines("INVITE sip:200@127.0.0.1 SIP/2.0", platform, "1 INVITE", "", "X-Esg-Emergency: yes"));
        assertThat(platform.response(486).header(Headers.REASON)).contains("EB2B.");
        assertThat(other.hears("INVITE")).isFalse();
    }
}
