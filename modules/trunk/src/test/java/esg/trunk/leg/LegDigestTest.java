package esg.trunk.leg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Secret;
import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import esg.sip.digest.Credentials;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A-25 for calls: a provider that checks the digest over the request as it reads it, body and all, finds it right behind a SIP-ALG. */
class LegDigestTest {
    private static final Alg ALG =
            Alg.of(List.of(new AlgPair(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("192.0.2.77"))));

    private static Leg leg() {
        var path = new LegPath(Side.OUTSIDE, "", null, ALG, "", null, null);
        var credentials = new Credentials("us", Secret.of("pw"));
        var opening = new Opening(
                path, "call", "ours", "<sip:us@10.0.0.1>", credentials, 1, new SessionTimer(SessionTimer.Wish.NONE));
        return Leg.offering("<sip:us@10.0.0.1>", "<sip:100@10.0.0.1>", opening, Map.of());
    }

    private static SipMessage read(byte[] packet) {
        if (MessageParser.parse(packet) instanceof Parsed(SipMessage message)) return message;
        throw new AssertionError(new String(packet, ISO_8859_1));
    }

    private static SipResponse challenge(String qop) {
        var text = "SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:us@h>;tag=ours\r\n"
                + "To: <sip:100@h>;tag=x\r\nCall-ID: call\r\nCSeq: 2 INVITE\r\n"
                + "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"" + qop + "\"\r\nl: 0\r\n\r\n";
        return (SipResponse) read(text.getBytes(ISO_8859_1));
    }

    private static String field(String authorization, String name) {
        var found = Pattern.compile("[ ,]" + name + "=\"?([^\",]+)").matcher(authorization);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String expected(SipRequest wire, String authorization, String qop) {
        var asked = "INVITE:" + wire.requestUriText();
        if (qop.equals("auth-int")) asked += ":" + md5(new String(wire.body(), ISO_8859_1));
        return md5(md5("us:r:pw") + ":n:" + field(authorization, "nc") + ":" + field(authorization, "cnonce") + ":"
                + qop + ":" + md5(asked));
    }

    private static void isRightOnTheWire(String qop) {
        var leg = leg();
        var invite = leg.begin("INVITE", "sip:100@10.0.0.1")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .body("application/sdp", "c=IN IP4 10.0.0.1\r\n".getBytes(ISO_8859_1))
                .buildRequest();
        assertThat(leg.challenged(challenge(qop))).isTrue();

        var again = Relay.openAgain(invite, leg);
        var sent = ALG.outgoing(MessageBuilder.withTopVia(again, "SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK2")
                .bytes());

        var wire = (SipRequest) read(sent);
        var authorization = String.valueOf(wire.header(Headers.AUTHORIZATION));
        assertThat(field(authorization, "uri")).isEqualTo("sip:100@192.0.2.77").isEqualTo(wire.requestUriText());
        assertThat(field(authorization, "response")).isEqualTo(expected(wire, authorization, qop));
        assertThat(new String(wire.body(), ISO_8859_1)).isEqualTo("c=IN IP4 192.0.2.77\r\n");
    }

    @Test
    void overTheUri() {
        isRightOnTheWire("auth");
    }

    @Test
    void overTheBodyToo() {
        isRightOnTheWire("auth-int");
    }
}
