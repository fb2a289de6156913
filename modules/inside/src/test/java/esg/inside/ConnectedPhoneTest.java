package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.transport.Side;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a phone that registered over TCP (PRV-07). */
class ConnectedPhoneTest extends CallFixture {
    private Phone phone;
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    ConnectedPhoneTest() {}

    @Override
    Gateway gateway() throws Exception {
        return Gateway.withTcp();
    }

    @BeforeEach
    void register() throws Exception {
        gateway.subscriber("alice", "100", Map.of());
        gateway.route(Map.of("priority", 1, "origin", "provider", "action", "subscriber"));
        phone = new Phone(inside, "alice", "pw-alice");
        connection = new Connection(gateway.address(Side.INSIDE, Transport.TCP), phone.peer);
        phone.by(connection.near());
        phone.register();
    }

    @AfterEach
    void hangUp() throws Exception {
        connection.close();
        phone.close();
    }

    /** RFC 3261 §16.7: what it says is said, at once and once. */
    @Test
    void whoIsBusyIsNotCalledAgainSomewhereElse() {
        invite(Peer.SDP);
        var invite = phone.peer.request("INVITE");
        assertThat(invite.topVia().transport()).isEqualToIgnoringCase("TCP");
        phone.peer.answer(invite, connection.near(), 486, "");
        phone.peer.request("ACK");
        provider.response(486);
        assertThat(phone.peer.hears("INVITE")).isFalse();
    }

    @Test
    void whoseConnectionIsGoneIsCalledWhereItSaysItIs() throws Exception {
        connection.close();
        invite(Peer.SDP);
        var invite = phone.peer.request("INVITE");
        assertThat(invite.topVia().transport()).isEqualToIgnoringCase("UDP");
        phone.peer.answer(invite, inside, 486, "");
        phone.peer.request("ACK");
        provider.response(486);
    }
}
