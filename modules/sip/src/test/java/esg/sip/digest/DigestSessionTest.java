package esg.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Secret;
import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DigestSessionTest {
    private static final Credentials PROVIDER = new Credentials("provider", Secret.of("secret"));
    private static final byte[] NO_BODY = {};

    @ParameterizedTest(name = "{0} {9} {12}")
    @CsvFileSource(resources = "/digest/vectors.txt", delimiter = '|', quoteCharacter = '\0')
    void answersAsTheRfcsCompute(
            String algorithm,
            String username,
            String realm,
            String password,
            String method,
            String uri,
            String nonce,
            String nc,
            String cnonce,
            String qop,
            String body,
            String response,
            String source) {
        var qops = qop.equals("-") ? Set.<String>of() : Set.of(qop);
        var challenge =
                new Challenge(false, realm, nonce, null, Algorithm.of(algorithm).orElseThrow(), qops, false);
        int count = nc.equals("-") ? 1 : Integer.parseInt(nc, 16);
        var session = new DigestSession(challenge, cnonce, count);
        var bytes = (body.equals("-") ? "" : body.replace("\\r", "\r").replace("\\n", "\n")).getBytes(UTF_8);

        var value = session.authorization(new Credentials(username, Secret.of(password)), method, uri, bytes);

        assertThat(value).as(source).contains("response=\"" + response + "\"");
    }

    @Test
    void writesParametersInTheOrderOfTheOriginal() {
        var session = new DigestSession(
                only("Digest realm=\"b2b_1006__test.okteller.ru\", nonce=\"KXapTShGqTzV5d0QAu7ddHRls9s\","
                        + " algorithm=MD5, qop=\"auth\", opaque=\"1WVpoo\""),
                "auBMkM6dgdpbzM8neoqG1dxmndx",
                1);

        var value = session.authorization(PROVIDER, "REGISTER", "sip:test.okteller.ru", NO_BODY);

        assertThat(value.replaceFirst("response=\"[0-9a-f]{32}\"", "response=\"R\""))
                .isEqualTo("Digest username=\"provider\", realm=\"b2b_1006__test.okteller.ru\","
                        + " nonce=\"KXapTShGqTzV5d0QAu7ddHRls9s\", uri=\"sip:test.okteller.ru\","
                        + " response=\"R\", algorithm=MD5, qop=auth, cnonce=\"auBMkM6dgdpbzM8neoqG1dxmndx\","
                        + " nc=00000001, opaque=\"1WVpoo\"");
    }

    /** all that is hashed is taken as it arrives behind the swap. */
    @Test
    void hashesWhatTheFarEndReads() {
        var alg = Alg.of(List.of(new AlgPair(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("192.0.2.77"))));
        var here = new DigestSession(only("Digest realm=10.0.0.1, nonce=\"n 10.0.0.1\", opaque=10.0.0.1"), "c", 1);
        var there =
                new DigestSession(only("Digest realm=192.0.2.77, nonce=\"n 192.0.2.77\", opaque=192.0.2.77"), "c", 1);
        var we = new Credentials("100@10.0.0.1", Secret.of("secret"));
        var known = new Credentials("100@192.0.2.77", Secret.of("secret"));

        var value = here.authorization(we, "REGISTER", "sip:10.0.0.1", NO_BODY, alg);

        assertThat(value).isEqualTo(there.authorization(known, "REGISTER", "sip:192.0.2.77", NO_BODY));
        assertThat(alg.outgoing(value)).as("the swap finds nothing more").isEqualTo(value);
    }

    @Test
    void reusesTheNonceWithAGrowingCount() {
        var first = DigestSession.start(only("Digest realm=a, nonce=b, qop=auth"));
        var tenth = first;
        for (int i = 1; i < 10; i++) tenth = tenth.next();

        assertThat(tenth.cnonce()).isEqualTo(first.cnonce()).hasSize(27);
        assertThat(tenth.authorization(PROVIDER, "REGISTER", "sip:a", NO_BODY)).contains("nc=0000000a");
        assertThat(DigestSession.start(first.challenge()).cnonce()).isNotEqualTo(first.cnonce());
    }

    @Test
    void sendsAnEmptyOpaqueBackAndNoneWhenThereWasNone() {
        assertThat(answer("Digest realm=\"a\", nonce=\"b\", opaque=\"\"")).endsWith(", opaque=\"\"");
        assertThat(answer("Digest realm=\"a\", nonce=\"b\"")).doesNotContain("opaque", "qop", "nc=", "cnonce");
    }

    @Test
    void prefersPlainAuthenticationOverThatOfTheBody() {
        assertThat(answer("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int,auth\""))
                .contains("qop=auth,");
        assertThat(answer("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\"")).contains("qop=auth-int,");
        assertThat(answer("Digest realm=\"a\", nonce=\"b\", qop=\"token\"")).doesNotContain("qop");
    }

    @Test
    void escapesQuotesInTheUserName() {
        var odd = new Credentials("a\"b\\c", Secret.NONE);
        assertThat(DigestSession.start(only("Digest realm=a, nonce=b"))
                        .authorization(odd, "REGISTER", "sip:a", NO_BODY))
                .startsWith("Digest username=\"a\\\"b\\\\c\", realm");
    }

    private static String answer(String challenge) {
        return DigestSession.start(only(challenge)).authorization(PROVIDER, "REGISTER", "sip:a", NO_BODY);
    }

    private static Challenge only(String line) {
        return Challenges.of(List.of(line), List.of()).getFirst();
    }
}
