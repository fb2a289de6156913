package esg.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.message.SipUri;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopQueryTest {
    /** RFC 3263 §4, RFC 3261 §19.1.1: maddr is where to send, whatever the host says; the port is the URI's. */
    @ParameterizedTest(name = "{0} -> {1}:{2} {3}")
    @CsvSource(nullValues = "-", textBlock = """
        sip:1@p.test,                                 p.test,      -1,   -
        sip:1@p.test:5070;transport=TCP,              p.test,      5070, TCP
        sip:1@p.test;maddr=192.0.2.1,                 192.0.2.1,   -1,   -
        sip:1@p.test:5070;maddr=192.0.2.1;transport=tls, 192.0.2.1, 5070, TLS
        sip:p.test;lr;maddr=other.test,               other.test,  -1,   -
        sip:p.test;maddr=[2001:db8::1],               [2001:db8::1], -1, -
        sip:p.test;transport=sctp,                    p.test,      -1,   -
        """)
    void asksForWhereAUriPoints(String uri, String host, int port, @Nullable Transport transport) {
        var parsed = SipUri.parse(uri);
        assertThat(parsed).isNotNull();
        if (parsed != null) assertThat(HopQuery.of(parsed)).isEqualTo(new HopQuery(host, port, transport));
    }
}
