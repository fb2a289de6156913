package esg.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

/** Requests in a dialog (RFC 3261 §12.2.1.1). */
class DialogTest {
    private static SipRequest invite(String... recordRoutes) {
        var invite = MessageBuilder.request("INVITE", "sip:b@198.51.100.2");
        for (var route : recordRoutes) invite.header(Headers.RECORD_ROUTE, route);
        return invite.header(Headers.FROM, "\"A\" <sip:a@x>;tag=1")
                .header(Headers.TO, "<sip:b@x>")
                .header(Headers.CALL_ID, "c")
                .header(Headers.CSEQ, "7 INVITE")
                .header(Headers.CONTACT, "<sip:a@192.0.2.1:5070>")
                .buildRequest();
    }

    @Test
    void whoAnsweredAsksTheOtherWayRound() {
        var dialog = Dialog.answering(invite(), "2", "<sip:us@198.51.100.2>");
        var bye = dialog.next("BYE").buildRequest();
        assertThat(bye.requestUriText()).isEqualTo("sip:a@192.0.2.1:5070");
        assertThat(bye.header(Headers.FROM)).isEqualTo("<sip:b@x>;tag=2");
        assertThat(bye.header(Headers.TO)).isEqualTo("\"A\" <sip:a@x>;tag=1");
        assertThat(bye.header(Headers.CSEQ)).isEqualTo("1 BYE");
        assertThat(dialog.next("INFO").buildRequest().cseq()).isEqualTo(2);
        assertThat(dialog.nextHop().host()).isEqualTo("192.0.2.1");
        assertThat(dialog.nextHop().port()).isEqualTo(5070);
    }

    @Test
    void whoOfferedGoesOnWithItsNumbers() {
        var invite = invite();
        var ok = MessageBuilder.response(invite, 200, "OK")
                .header(Headers.RECORD_ROUTE, "<sip:p1;lr>, <sip:p2;lr>")
                .header(Headers.CONTACT, "<sip:b@203.0.113.3>")
                .buildResponse();
        var dialog = Dialog.offered(invite, ok);
        assertThat(dialog.ack(7).buildRequest().header(Headers.CSEQ)).isEqualTo("7 ACK");
        var bye = dialog.next("BYE").buildRequest();
        assertThat(bye.header(Headers.CSEQ)).isEqualTo("8 BYE");
        assertThat(bye.requestUriText()).isEqualTo("sip:b@203.0.113.3");
        assertThat(bye.headers(Headers.ROUTE)).as("nearest first").containsExactly("<sip:p2;lr>", "<sip:p1;lr>");
        assertThat(dialog.nextHop().host()).isEqualTo("p2");
    }

    @Test
    void aStrictRouterTakesTheRequestUri() {
        var dialog = Dialog.answering(invite("<sip:strict.example>", "<sip:p2;lr>"), "2", "<sip:us@198.51.100.2>");
        var bye = dialog.next("BYE").buildRequest();
        assertThat(bye.requestUriText()).isEqualTo("sip:strict.example");
        assertThat(bye.headers(Headers.ROUTE)).containsExactly("<sip:p2;lr>", "<sip:a@192.0.2.1:5070>");
    }

    @Test
    void followsItsPeerAndKnowsOldRequests() {
        var dialog = Dialog.answering(invite(), "2", "<sip:us@198.51.100.2>");
        assertThat(dialog.inOrder(request("6"))).isFalse();
        assertThat(dialog.inOrder(request("8"))).isTrue();
        dialog.retarget(request("8"));
        assertThat(dialog.next("BYE").buildRequest().requestUriText()).isEqualTo("sip:moved@192.0.2.9");
    }

    private static SipRequest request(String cseq) {
        return MessageBuilder.request("UPDATE", "sip:us@198.51.100.2")
                .header(Headers.CSEQ, cseq + " UPDATE")
                .header(Headers.CONTACT, "<sip:moved@192.0.2.9>")
                .buildRequest();
    }
}
