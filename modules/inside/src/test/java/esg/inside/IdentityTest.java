package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.SipRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who calls, as a provider reads it (RFC 3323, RFC 3325). */
class IdentityTest extends CallFixture {
    private SipRequest leaving(String identity, String... more) throws Exception {
        var account = new HashMap<>(account());
        account.putAll(Map.of("username", "main", "opts", Map.of("identity", identity)));
        gateway.account(account);
        inviteOut(Peer.SDP, more);
        var sent = provider.request("INVITE");
        provider.answer(sent, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
        return sent;
    }

    @Test
    void theAccountCallsAndTheCallerIsAsserted() throws Exception {
        var sent = leaving("pai", "P-Asserted-Identity: <sip:777@inside>", "Remote-Party-ID: <sip:777@inside>");
        assertThat(sent.from().uriText()).isEqualTo("sip:main@127.0.0.3");
        assertThat(sent.headers("P-Asserted-Identity")).containsExactly("\"Some One\" <sip:200@127.0.0.3>");
        assertThat(sent.has("Remote-Party-ID")).isFalse();
        assertThat(sent.has("Privacy")).isFalse();
    }

    @Test
    void whoHidesIsKnownToTheProviderAlone() throws Exception {
        var sent = leaving("rpid", "Privacy: user;critical");
        assertThat(sent.from().toString()).startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertThat(sent.headers("Privacy")).containsExactly("id");
        assertThat(sent.headers("Remote-Party-ID"))
                .containsExactly("\"Some One\" <sip:200@127.0.0.3>;party=calling;screen=yes;privacy=full");
        assertThat(sent.has("P-Asserted-Identity")).isFalse();
    }

    @Test
    void inFromNothingChanges() throws Exception {
        var sent = leaving("from", "Privacy: id", "P-Asserted-Identity: <sip:777@inside>");
        assertThat(sent.from().uriText()).isEqualTo("sip:200@127.0.0.3");
        assertThat(sent.headers("Privacy")).containsExactly("id");
        assertThat(sent.headers("P-Asserted-Identity")).containsExactly("<sip:777@inside>");
    }
}
