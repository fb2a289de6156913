package esg.trunk.leg;

import esg.sip.alg.Alg;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a new connection inside a dialog has to lead to, when the dialog's Contact or route is this (RFC 5922 §4). */
class LegSenderTest {
    @ParameterizedTest(name = "{0} {1} of a leg with {2}: {3}")
    @CsvSource({
        "TLS, '',           pbx.example, pbx.example", // an address stands for the provider
        "TLS, sbc.example,  pbx.example, sbc.example", // a name for itself
        "TLS, '',           '',          ''", // the address has to be in the certificate
        "TCP, '',           pbx.example, ''",
    })
    void proves(Transport transport, String name, String peer, String expected) {
        var address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5061);
        var path = new LegPath(Side.OUTSIDE, "", null, Alg.NONE, peer, null, null);
        assertThat(LegSender.proving(path, new Hop(transport, address, name)))
                .isEqualTo(new Hop(transport, address, expected));
    }
}
