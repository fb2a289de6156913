package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.border.BorderFilter;
import esg.domain.border.BorderForm;
import esg.trunk.refused.RefusedInvite;
import esg.trunk.refused.RefusedInvites;
import esg.trunk.refused.RefusedSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused INVITEs are kept, so that an operator can ask why (INC-08, SRC-02). */
class RefusedInvitesTest extends CallFixture {
    private final RefusedInvites refused = RefusedInvites.open(new RefusedSettings(10, 4096));

    @BeforeEach
    void listen() {
        gateway.edge.whenRefused(refused);
    }

    private RefusedInvite one() {
        await("it is kept").until(() -> refused.all().size() == 1);
        return refused.all().getFirst();
    }

    private void acknowledge(int status) {
        var answer = provider.response(status);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + answer.toTag()));
    }

    @Test
    void anUnknownAccountIsKeptWithoutItsCredentials() {
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.4"));
        invite(Peer.SDP, "Authorization: Digest username=\"me\",", "  response=\"0123456789abcdef\"", "Subject: seen");
        acknowledge(404);
        var kept = one();
        assertThat(kept.status()).isEqualTo(404);
        assertThat(kept.reason()).isEqualTo("EB2B. Unknown account in contact");
        assertThat(kept.source().getPort()).isEqualTo(provider.port());
        assertThat(kept.facts().toUser()).isEqualTo("100");
        assertThat(kept.facts().contactHost()).isEqualTo("127.0.0.3");
        assertThat(new String(kept.packet(), StandardCharsets.UTF_8))
                .startsWith("INVITE sip:100@127.0.0.1 SIP/2.0\r\n")
                .contains("\r\nAuthorization: ***\r\nSubject: seen\r\n")
                .endsWith(Peer.SDP)
                .doesNotContain("0123456789abcdef");
        assertThat(refused.find(kept.id())).contains(kept);
    }

    @Test
    void aRefusalOfTheCalledPartyIsNotOurs() {
        invite(Peer.SDP);
        platform.answer(platform.request("INVITE"), inside, 486, "", "Reason: SIP;cause=486;text=\"busy\"");
        platform.request("ACK");
        acknowledge(486);
        // what comes after it proves that there was nothing before
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.4"));
        provider.send(outside, "", lines("INVITE sip:7@127.0.0.1 SIP/2.0", provider, "2 INVITE", ""));
        provider.response(404);
        assertThat(one().status()).isEqualTo(404);
    }

    /** BRD-02, in our words or in those of the rule. */
    @Test
    void whatARuleOfTheBorderRejectsIsKept() {
        var rule = Map.<String, Object>of(
                "id",
                "r",
                "action",
                "deny",
                "denymode",
                "reject",
                "code",
                499,
                "reason",
                "not you",
                "method",
                "INVITE");
        gateway.edge.border().use(BorderFilter.of(List.of(BorderForm.read(rule).orThrow())));
        invite(Peer.SDP);
        provider.response(499);
        assertThat(one().reason()).isEqualTo("not you");
    }
}
