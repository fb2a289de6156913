package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.digest.Algorithm;
import esg.sip.digest.Challenge;
import esg.sip.digest.DigestAnswers;
import esg.sip.digest.DigestSession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterRequestTest {
    private static final Continuity LINE =
            new Continuity("", "Z76iX6vyAeqyWKi9hEp5DHUJ3le", "3ZxqYI", 309187561, "", 0, Instant.EPOCH, List.of());
    private static final String CONTACT = "sip:provider@192.168.0.112:5080";

    private static List<String> lines(DigestAnswers digest) {
        var sample = Texts.sample("192.168.0.112", 5060, Transport.UDP);
        var request = new RegisterRequest(sample, CONTACT, "", 3600, Alg.NONE).write(LINE, digest, "Era 1.8.3");
        return request.toString().strip().lines().toList();
    }

    /** SMP-01, but for the methods we add to the end of Allow; the edge puts Via before From. */
    @Test
    void isTheOriginals() {
        assertThat(lines(DigestAnswers.NONE))
                .containsExactly(
                        "REGISTER sip:test.okteller.ru SIP/2.0",
                        "From: <sip:provider@test.okteller.ru>;tag=3ZxqYI",
                        "To: <sip:provider@test.okteller.ru>",
                        "Call-ID: Z76iX6vyAeqyWKi9hEp5DHUJ3le",
                        "CSeq: 309187561 REGISTER",
                        "Max-Forwards: 70",
                        "Content-Length: 0",
                        "Route: <sip:192.168.0.112;lr>",
                        "Contact: <sip:provider@192.168.0.112:5080>",
                        "Supported: path",
                        "Expires: 3600",
                        "User-Agent: Era 1.8.3",
                        "Allow: INVITE,ACK,CANCEL,BYE,REFER,NOTIFY,OPTIONS,INFO,MESSAGE,PRACK,UPDATE");
    }

    @Test
    void putsCredentialsWhereTheOriginalDoes() {
        var challenge = new Challenge(
                false,
                "b2b_1006__test.okteller.ru",
                "KXapTShGqTzV5d0QAu7ddHRls9s",
                "1WVpoo",
                Algorithm.MD5,
                Set.of("auth"),
                false);
        var session = new DigestSession(challenge, "auBMkM6dgdpbzM8neoqG1dxmndx", 1);
        var lines = lines(new DigestAnswers(List.of(session), Set.of()));
        assertThat(lines.get(10)).isEqualTo("Expires: 3600");
        assertThat(lines.get(12)).startsWith("User-Agent: ");
        assertThat(lines.get(11))
                .matches("Authorization: Digest username=\"provider\", realm=\"b2b_1006__test.okteller.ru\","
                        + " nonce=\"KXapTShGqTzV5d0QAu7ddHRls9s\", uri=\"sip:test.okteller.ru\","
                        + " response=\"[0-9a-f]{32}\", algorithm=MD5, qop=auth, cnonce=\"auBMkM6dgdpbzM8neoqG1dxmndx\","
                        + " nc=00000001, opaque=\"1WVpoo\"");
    }

    /** REG-10: one request moves the binding. */
    @Test
    void removesTheBindingItTakesOver() {
        var request = new RegisterRequest(
                        Texts.sample("", 5060, Transport.UDP),
                        CONTACT,
                        "sip:provider@192.168.0.113:5080",
                        3600,
                        Alg.NONE)
                .write(LINE, DigestAnswers.NONE, "ESG");
        assertThat(request.headers("Contact"))
                .containsExactly("<sip:provider@192.168.0.112:5080>, <sip:provider@192.168.0.113:5080>;expires=0");
        assertThat(request.header("Expires")).isEqualTo("3600");
    }

    @ParameterizedTest(name = "{0}:{1} {2} -> {3}")
    @CsvSource({
        "192.0.2.1, 5060, UDP, <sip:192.0.2.1;lr>, sip:provider@h:1",
        "192.0.2.1, 5070, UDP, <sip:192.0.2.1:5070;lr>, sip:provider@h:1",
        "2001:db8::1, 5060, UDP, <sip:[2001:db8::1];lr>, sip:provider@h:1",
        "192.0.2.1, 5060, TCP, <sip:192.0.2.1;transport=tcp;lr>, sip:provider@h:1;transport=tcp",
        "'', 5070, UDP, '', sip:provider@h:1"
    })
    void namesTheProxyAndItself(String proxy, int port, Transport transport, String route, String contact) {
        var registrant = Texts.sample(proxy, port, transport);
        assertThat(registrant.route()).isEqualTo(route);
        assertThat(registrant.contactUri("h:1")).isEqualTo(contact);
    }
}
