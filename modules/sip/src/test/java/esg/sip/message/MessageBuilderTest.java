package esg.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageBuilderTest {
    private static final SipRequest RECEIVED = MessageParserTest.request("""
        INVITE sip:100@gw SIP/2.0
        Via: SIP/2.0/UDP prov:5070;rport;branch=z9hG4bKa, SIP/2.0/UDP behind;branch=z9hG4bKb
        from:   "Zoë"   <sip:555@prov>;tag=x
        To: <sip:100@gw>
        Call-ID: abc
        CSeq: 7 INVITE
        X-Odd :  "as, they"  wrote ; it
        Date: sometime
        Contact: <sip:555@prov:5070>
        Content-Type: application/sdp
        Content-Length: 3

        v=0\
        """);

    @Test
    void writesFieldsInTheOrderAskedForAndTheLengthWherePlaced() {
        var request = MessageBuilder.request("REGISTER", "sip:test.okteller.ru")
                .header("Via", "SIP/2.0/UDP 192.168.0.112:5080;rport;branch=z9hG4bK4RfHQ7-aePz3y")
                .header("From", "<sip:provider@test.okteller.ru>;tag=3ZxqYI")
                .header("To", "<sip:provider@test.okteller.ru>")
                .header("Call-ID", "Z76iX6vyAeqyWKi9hEp5DHUJ3le")
                .header("CSeq", "309187561 REGISTER")
                .header("Max-Forwards", "70")
                .header("Content-Length", "0")
                .header("Route", "<sip:192.168.0.112;lr>")
                .buildRequest();
        assertThat(request.toString()).as("REG-01").isEqualTo("""
            REGISTER sip:test.okteller.ru SIP/2.0
            Via: SIP/2.0/UDP 192.168.0.112:5080;rport;branch=z9hG4bK4RfHQ7-aePz3y
            From: <sip:provider@test.okteller.ru>;tag=3ZxqYI
            To: <sip:provider@test.okteller.ru>
            Call-ID: Z76iX6vyAeqyWKi9hEp5DHUJ3le
            CSeq: 309187561 REGISTER
            Max-Forwards: 70
            Content-Length: 0
            Route: <sip:192.168.0.112;lr>

            """.replace("\n", "\r\n"));
    }

    @Test
    void anAnswerRepeatsItsRequestsFieldsByteForByte() {
        var answer = MessageBuilder.response(RECEIVED, 404, "Not Found").buildResponse();
        assertThat(answer.toString()).isEqualTo("""
            SIP/2.0 404 Not Found
            Via: SIP/2.0/UDP prov:5070;rport;branch=z9hG4bKa, SIP/2.0/UDP behind;branch=z9hG4bKb
            from:   "Zoë"   <sip:555@prov>;tag=x
            To: <sip:100@gw>
            Call-ID: abc
            CSeq: 7 INVITE
            Content-Length: 0

            """.replace("\n", "\r\n"));
    }

    @Test
    void anAnswerSaysWhereItsRequestCameFromAndNamesItsDialog() {
        var via = RECEIVED.topVia().from("192.0.2.7", 40_000).toString();
        var answer =
                MessageBuilder.answer(RECEIVED, 180, "Ringing", via, "tag1").buildResponse();
        assertThat(answer.vias().getFirst().params().get("rport")).isEqualTo("40000");
        assertThat(answer.vias().getFirst().received()).isEqualTo("192.0.2.7");
        assertThat(answer.vias()).hasSize(2);
        assertThat(answer.toTag()).isEqualTo("tag1");
    }

    @Test
    void whatNobodyChangesIsCopiedAsItStands() {
        var dropped = HeaderSet.of("Via", "From", "To", "Call-ID", "CSeq", "Contact", "Content-Type", "Date");
        var copy = MessageBuilder.request("INVITE", "sip:x@y")
                .header("Via", "SIP/2.0/UDP us;branch=z9hG4bKc")
                .header("From", "<sip:a@b>;tag=1")
                .header("To", "<sip:c@d>")
                .header("Call-ID", "new")
                .header("CSeq", "1 INVITE")
                .copyAllBut(RECEIVED, dropped)
                .bodyOf(RECEIVED)
                .buildRequest();
        assertThat(copy.toString())
                .contains("\r\nX-Odd :  \"as, they\"  wrote ; it\r\n")
                .doesNotContain("Date");
        assertThat(copy.body()).isEqualTo("v=0".getBytes(StandardCharsets.UTF_8));
        assertThat(copy.contentType()).isEqualTo("application/sdp");
    }

    @Test
    void aViaGoesBeforeTheOthersAndChangesNothingElse() {
        var sent = MessageBuilder.withTopVia(RECEIVED, "SIP/2.0/UDP us:5080;rport;branch=z9hG4bKn");
        assertThat(sent.topVia().branch()).isEqualTo("z9hG4bKn");
        assertThat(sent.toString())
                .isEqualTo(RECEIVED.toString()
                        .replaceFirst("\r\n", "\r\nVia: SIP/2.0/UDP us:5080;rport;branch=z9hG4bKn\r\n"));
    }

    @Test
    void aValueCannotSmuggleInAnotherField() {
        assertThatThrownBy(
                        () -> MessageBuilder.request("OPTIONS", "sip:a@b").header("Subject", "x\r\nRoute: <sip:evil>"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
