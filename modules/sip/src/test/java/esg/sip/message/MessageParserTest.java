package esg.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageParserTest {
    /** As a carrier's softswitch sends it: the body is six bytes shorter than it says (SMP-02). */
    private static final String CS2000 = """
        INVITE sip:1234567890@172.27.103.90:5080;transport=UDP;user=phone SIP/2.0
        Via: SIP/2.0/UDP 44.55.66.77:5060;maddr=89.232.125.56;branch=z9hG4bK-14c4dd7e-210137c8-fc50302
        From: <sip:8430000000@44.55.66.77:5060;user=phone>;tag=5026-14c4dd7e-1087cebd-14c4dd7e
        To: <sip:1234567890@172.27.103.90:5080;user=phone>
        Call-ID: 40bb12f838738e5913c414c4dd7e210137c8da2fa8102e98aa28-0048-5988
        CSeq: 1 INVITE
        User-agent: CS2000_NGSS/9.0
        Max-Forwards: 63
        Allow: ACK,BYE,CANCEL,INVITE,OPTIONS,INFO,SUBSCRIBE,REFER,NOTIFY,PRACK
        Contact: <sip:44.55.66.77:5060;transport=UDP>
        Supported: 100rel
        Content-Type: application/sdp
        Content-Length: 206

        v=0
        o=PVG 1357911604 1357911604 IN IP4 44.55.66.88
        s=-
        p=+1 6135555555
        c=IN IP4 44.55.66.88
        t=0 0
        m=audio 48970 RTP/AVP 8 13 101
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        """;

    @Test
    void readsTheCarriersInviteWithItsShortBody() {
        var invite = request(CS2000);
        assertThat(invite.method()).isEqualTo("INVITE");
        assertThat(invite.to().user()).isEqualTo("1234567890");
        assertThat(invite.to().host())
                .as("port and parameters are not part of it (INC-04)")
                .isEqualTo("172.27.103.90");
        assertThat(invite.from().host()).isEqualTo("44.55.66.77");
        var contact = invite.contact();
        assertThat(contact).isNotNull();
        assertThat(contact == null ? "none" : contact.user()).as("no user").isEmpty();
        assertThat(invite.topVia().maddr()).isEqualTo("89.232.125.56");
        assertThat(invite.topVia().rportAsked()).isFalse();
        assertThat(invite.hasToken("Supported", "100rel")).isTrue();
        assertThat(invite.header("User-Agent")).as("any case").isEqualTo("CS2000_NGSS/9.0");
        assertThat(invite.bodyLength()).isEqualTo(200);
        assertThat(invite.maxForwards()).isEqualTo(63);
    }

    @Test
    void aShortBodyOfAnotherTypeIsRefused() {
        assertThat(parse(CS2000.replace("application/sdp", "application/xml")))
                .isInstanceOfSatisfying(
                        ParseResult.Malformed.class,
                        bad -> assertThat(bad.status()).isEqualTo(400));
    }

    @Test
    void whatStandsBehindTheBodyIsNotPartOfTheMessage() {
        var invite = request(CS2000.replace("Content-Length: 206", "Content-Length: 5"));
        assertThat(new String(invite.body(), StandardCharsets.UTF_8)).isEqualTo("v=0\r\n");
    }

    @Test
    void compactFormsFoldedLinesAndListsReadLikeTheirLongForms() {
        var request = request("""
            OPTIONS sip:a@b SIP/2.0
            v: SIP/2.0/UDP one ;branch = z9hG4bK1, SIP/2.0/TCP two:5061
              ;branch=z9hG4bK2
            V: SIP/2.0/UDP [2001:db8::9]:70;branch=z9hG4bK3
            f: "Comma, \\"quoted\\"" <sip:x@y>
              ;tag=1
            t:sip:u@v;tag=2
            i: c@d
            cseq: 009 OPTIONS
            k: 100rel, timer
            m: <sip:a@b?x=1,2>, "x, y" <sip:c@d>;expires=5
            l: 0

            """);
        assertThat(request.vias()).extracting(Via::branch).containsExactly("z9hG4bK1", "z9hG4bK2", "z9hG4bK3");
        assertThat(request.vias().getLast().host()).isEqualTo("2001:db8::9");
        assertThat(request.fromTag()).isEqualTo("1");
        assertThat(request.toTag()).as("a header parameter without brackets").isEqualTo("2");
        assertThat(request.cseq()).isEqualTo(9);
        assertThat(request.values("Supported")).containsExactly("100rel", "timer");
        assertThat(request.contacts()).hasSize(2);
        assertThat(request.contacts().getLast().param("expires")).isEqualTo("5");
    }

    @Test
    void leadingEmptyLinesAreSkipped() {
        assertThat(parse("\r\n\r\n" + CS2000)).isInstanceOf(ParseResult.Parsed.class);
    }

    @Test
    void noiseIsDropped() {
        for (var noise :
                new String[] {"", "\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\0\0\0\0", "SIP/2.0\r\n\r\n", ":\r\n\r\n"}) {
            assertThat(parse(noise)).as(noise).isNotInstanceOf(ParseResult.Parsed.class);
        }
    }

    static ParseResult parse(String text) {
        return MessageParser.parse(
                text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static SipRequest request(String text) {
        var result = parse(text);
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return (SipRequest) ((ParseResult.Parsed) result).message();
    }
}
