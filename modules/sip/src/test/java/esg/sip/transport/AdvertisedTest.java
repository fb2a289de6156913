package esg.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** by which address a peer is told to reach us. */
class AdvertisedTest {
    private static final InetSocketAddress EXTERNAL = at("203.0.113.7", 40_000);

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(address(host), port);
    }

    @ParameterizedTest(name = "server {0} saw {1}; peer {2} reached from {3}: {4}")
    @CsvSource({
        "198.51.100.1, 192.168.0.5, 198.51.100.9, 192.168.0.5, 203.0.113.7:40000", // both on the Internet
        "198.51.100.1, 192.168.0.5, 198.51.100.9, 10.8.0.2, 10.8.0.2:5080", // through another interface
        "198.51.100.1, 192.168.0.5, 192.168.0.9, 192.168.0.5, 192.168.0.5:5080", // in our own network
        "198.51.100.1, 192.168.0.5, 100.64.1.1, 192.168.0.5, 192.168.0.5:5080", // RFC 6598
        "192.168.0.1, 192.168.0.5, 192.168.0.9, 192.168.0.5, 203.0.113.7:40000", // the server is there too
        "10.0.0.1, 192.168.0.5, 198.51.100.9, 192.168.0.5, 203.0.113.7:40000",
        "2001:db8::1, fd00::5, 2001:db8::9, fd00::5, 203.0.113.7:40000",
        "2001:db8::1, fd00::5, fd00::9, fd00::5, '[fd00:0:0:0:0:0:0:5]:5080'"
    })
    void whatStunFoundHoldsForThoseBehindTheNat(
            String server, String asked, String peer, String from, String advertised) {
        var seen = new Reflexive(at(asked, 5080), EXTERNAL, address(server));
        var now = new Advertised(Alg.NONE, seen);
        assertThat(Addresses.text(now.toward(address(peer), at(from, 5080)))).isEqualTo(advertised);
    }

    @Test
    void ownAddressWithoutStunOrWithAnAlg() {
        var own = at("192.168.0.5", 5080);
        var peer = address("198.51.100.9");
        assertThat(new Advertised(Alg.NONE, null).toward(peer, own)).isEqualTo(own);
        var alg = Alg.of(List.of(new AlgPair(address("192.168.0.5"), address("203.0.113.7"))));
        var seen = new Reflexive(own, EXTERNAL, address("198.51.100.1"));
        assertThat(new Advertised(alg, seen).toward(peer, own)).isEqualTo(own);
    }
}
