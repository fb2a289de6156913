package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that says the called one is elsewhere (RFC 3261 §8.1.3.4). */
class RedirectTest extends CallFixture {
    private void follows() throws Exception {
        var account = new HashMap<>(account());
        account.put("opts", Map.of("redirect", "follow"));
        gateway.account(account);
    }

    private SipRequest redirected(int status, String... contacts) {
        inviteOut(Peer.SDP, "Diversion: <sip:1@inside>;reason=user-busy");
        var first = provider.request("INVITE");
        redirect(first, status, contacts);
        return first;
    }

    private void redirect(SipRequest invite, int status, String... contacts) {
        provider.redirect(invite, outside, status, contacts);
        provider.request("ACK");
    }

    private void refuse(SipRequest invite, int status) {
        provider.answer(invite, outside, status, "");
        provider.request("ACK");
    }

    private void acknowledge(SipResponse refused) {
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    @Test
    void triesItsContactsLikeliestFirst() throws Exception {
        follows();
        var first = redirected(
                302,
                "<sip:102@127.0.0.3?Subject=x>;q=0.2",
                "<sip:666@127.0.0.9>",
                "<sip:101@" + provider.at() + ">;q=0.7");
        var second = provider.request("INVITE");
        assertThat(second.requestUriText()).isEqualTo("sip:101@" + provider.at());
        assertThat(second.to().uriText()).isEqualTo(first.to().uriText());
        assertThat(second.values("Diversion"))
                .containsExactly("<sip:100@127.0.0.3>;reason=unknown", "<sip:1@inside>;reason=user-busy");
        assertThat(body(second)).isEqualTo(Peer.SDP);
        refuse(second, 486);
        var third = provider.request("INVITE");
        assertThat(third.requestUriText()).isEqualTo("sip:102@127.0.0.3");
        provider.answer(third, outside, 200, Peer.SDP);
        provider.request("ACK");
        var ok = platform.response(200);
        platform.send(inside, "", within("ACK", 1, platform, ok));
        platform.send(inside, "", within("BYE", 2, platform, ok));
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void tellsTheBestOfWhatAllOfThemSaid() throws Exception {
        follows();
        redirected(302, "<sip:101@127.0.0.3>", "<sip:102@127.0.0.3>");
        refuse(provider.request("INVITE"), 486);
        refuse(provider.request("INVITE"), 503);
        acknowledge(platform.response(486));
    }

    @Test
    void goesNowhereTwice() throws Exception {
        follows();
        redirected(302, "<sip:101@127.0.0.3>");
        redirect(provider.request("INVITE"), 302, "<sip:100@127.0.0.3>", "<sip:101@127.0.0.3>");
        var told = platform.response(302);
        assertThat(told.contacts()).hasSize(2);
        acknowledge(told);
    }

    @Test
    void followsFivePlacesAtMost() throws Exception {
        follows();
        redirected(302, "<sip:0@127.0.0.3>");
        for (int hop = 1; hop < 5; hop++) redirect(provider.request("INVITE"), 302, "<sip:" + hop + "@127.0.0.3>");
        var last = provider.request("INVITE");
        assertThat(last.requestUriText()).isEqualTo("sip:4@127.0.0.3");
        redirect(last, 302, "<sip:5@127.0.0.3>");
        acknowledge(platform.response(302));
    }

    /** Whoever answers at the provider cannot send the account's calls to a server of his own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:1@127.0.0.9>",
                "<sip:1@127.0.0.3;maddr=127.0.0.9>",
                "<sips:1@127.0.0.3>",
                "<tel:+123>",
                "nonsense"
            })
    void staysAtTheProvider(String contact) throws Exception {
        follows();
        redirected(302, contact);
        acknowledge(platform.response(302));
    }

    @ParameterizedTest
    @ValueSource(ints = {305, 380})
    void passesWhatIsNoOtherPlace(int status) throws Exception {
        follows();
        redirected(status, "<sip:101@127.0.0.3>");
        acknowledge(platform.response(status));
    }

    @Test
    void isPassedWhereTheAccountSaysNothing() {
        redirected(302, "<sip:101@127.0.0.3>");
        var told = platform.response(302);
        assertThat(told.header(Headers.CONTACT)).isEqualTo("<sip:101@127.0.0.3>");
        acknowledge(told);
    }
}
