package esg.sip.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a certificate is: RFC 5922 §7. */
class PeerNameTest {
    @TempDir
    static Path dir;

    static PeerName several;
    static PeerName common;

    @BeforeAll
    static void certificates() throws TlsFailure {
        var authority = new TestAuthority(dir, "ca");
        several = PeerName.of(Pem.certificates(authority
                        .certify(
                                "hidden.example",
                                "DNS:pbx.example,DNS:*.carrier.example,DNS:*.example,URI:sip:uri.example,URI:sip:user@mail.example,"
                                        + "URI:https://web.example,IP:192.0.2.7,IP:2001:db8::7")
                        .cert())
                .getFirst());
        common = PeerName.of(
                Pem.certificates(authority.certify("cn.example", "").cert()).getFirst());
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        pbx.example           | true  | its name
        PBX.Example           | true  | any case
        pbx.example.          | true  | with the root's dot
        other.example         | false | another
        a.pbx.example         | false | a name below
        sip.carrier.example   | true  | a wildcard
        a.sip.carrier.example | false | a wildcard is one label
        carrier.example       | false | and not none
        any.example           | false | nor all of a top-level domain
        uri.example           | true  | a SIP URI
        mail.example          | false | a URI with a user
        web.example           | false | a URI of the web
        192.0.2.7             | true  | an address
        192.0.2.8             | false | another address
        2001:db8:0::7         | true  | an IPv6 address in any spelling
        [2001:db8::7]         | true  | in brackets
        hidden.example        | false | the common name, where there are others
        """)
    void covers(String asked, boolean expected, String why) {
        assertThat(several.covers(asked)).as(why).isEqualTo(expected);
    }

    @Test
    void theCommonNameCountsWhereThereIsNoOther() {
        assertThat(common.covers("cn.example")).isTrue();
        assertThat(common.covers("192.0.2.7")).isFalse();
    }

    @Test
    void tellsWhomItIsFor() {
        assertThat(common.text()).isEqualTo("cn.example");
        assertThat(several.text()).isEqualTo("pbx.example, *.carrier.example, *.example, uri.example and 2 more");
    }
}
