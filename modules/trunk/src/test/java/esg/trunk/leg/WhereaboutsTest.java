package esg.trunk.leg;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private final Whereabouts peer = new Whereabouts();

    private static Hop at(String address) {
        return new Hop(Transport.UDP, new InetSocketAddress(InetAddress.ofLiteral(address), 5060));
    }

    private boolean has(String address) {
        return peer.has(InetAddress.ofLiteral(address));
    }

    @Test
    void aSinglePlaceIsNotLookedUpAgain() {
        peer.located(List.of(at("192.0.2.1")));
        assertThat(peer.hop()).isEqualTo(at("192.0.2.1"));
        assertThat(has("192.0.2.1")).isTrue();
        assertThat(has("192.0.2.2")).isFalse();
    }

    /** A BYE may come from another machine of the same name than the one we send to. */
    @Test
    void ofSeveralPlacesAnyMaySpeak() {
        peer.located(List.of(at("192.0.2.1"), at("192.0.2.2")));
        assertThat(peer.hop()).isNull();
        assertThat(has("192.0.2.1")).isTrue();
        assertThat(has("192.0.2.2")).isTrue();
    }

    @Test
    void whoHasMovedIsLookedUpAgainAndMaySpeakFromWhereHeWas() {
        peer.located(List.of(at("192.0.2.1")));
        peer.forget();
        assertThat(peer.hop()).isNull();
        assertThat(has("192.0.2.1")).isTrue();
    }
}
