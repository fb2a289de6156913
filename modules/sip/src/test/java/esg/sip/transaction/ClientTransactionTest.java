package esg.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Client transactions: RFC 3261 §17.1, RFC 6026 §7.2, and RFC 3263 §4.3 over several hops. */
class ClientTransactionTest extends LayerFixture {
    private final List<String> told = new ArrayList<>();

    private Sending send(String method, Hop... hops) {
        return send(method, SendOptions.from(Side.OUTSIDE), hops);
    }

    private Sending send(String method, SendOptions options, Hop... hops) {
        var request = request(method, "unused");
        var bare = esg.sip.message.MessageBuilder.request(method, "sip:100@198.51.100.1")
                .copy(request, "From")
                .copy(request, "To")
                .copy(request, "Call-ID")
                .copy(request, "CSeq")
                .buildRequest();
        var sending = new Sending(layer, bare, List.of(hops), options, new ClientUser() {
            @Override
            public void onTrying(ClientTransaction transaction) {
                told.add("100");
            }

            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {
                told.add(Integer.toString(response.status()));
            }

            @Override
            public void onTimeout(ClientTransaction transaction) {
                told.add("timeout");
            }

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {
                told.add(why);
            }
        });
        sending.start();
        return sending;
    }

    private SipRequest last() {
        return sent.getLast().request();
    }

    private void receive(int status) {
        layer.received(answer(sent.getFirst().request(), status), flow(Side.OUTSIDE, Transport.UDP));
    }

    @Test
    void anInviteIsRepeatedAtDoubledIntervals() {
        send("INVITE", hop(Transport.UDP, 1));
        loop.advance(40_000);
        assertThat(times()).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15_500L, 31_500L);
        assertThat(told).containsExactly("timeout");
    }

    @Test
    void otherRequestsAreRepeatedEveryT2AtMost() {
        send("OPTIONS", hop(Transport.UDP, 1));
        loop.advance(40_000);
        assertThat(times())
                .containsExactly(0L, 500L, 1500L, 3500L, 7500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
        assertThat(told).containsExactly("timeout");
    }

    @Test
    void nothingIsRepeatedOverTcp() {
        send("INVITE", hop(Transport.TCP, 1));
        loop.advance(40_000);
        assertThat(times()).containsExactly(0L);
        assertThat(told).containsExactly("timeout");
    }

    @Test
    void aProvisionalAnswerStopsAnInvite() {
        send("INVITE", hop(Transport.UDP, 1));
        loop.advance(600);
        receive(100);
        receive(180);
        loop.advance(100_000);
        assertThat(times()).containsExactly(0L, 500L);
        receive(200);
        receive(200);
        assertThat(told).as("each 2xx wants its ACK").containsExactly("100", "180", "200", "200");
    }

    @Test
    void aRefusalIsAcknowledgedAsOftenAsItComes() {
        send("INVITE", hop(Transport.UDP, 1));
        var invite = last();
        receive(486);
        receive(486);
        assertThat(told).containsExactly("486");
        assertThat(sent).hasSize(3);
        for (var ack : sent.subList(1, 3)) {
            assertThat(ack.request().method()).isEqualTo("ACK");
            assertThat(ack.request().topVia().branch())
                    .isEqualTo(invite.topVia().branch());
            assertThat(ack.request().toTag()).isEqualTo("far");
        }
    }

    @Test
    void aCancelWaitsForAProvisionalAnswer() {
        var sending = send("INVITE", hop(Transport.UDP, 1));
        var invite = last();
        sending.cancel("SIP;cause=200");
        assertThat(sent).hasSize(1);
        receive(180);
        assertThat(last().method()).isEqualTo("CANCEL");
        assertThat(last().topVia().branch()).isEqualTo(invite.topVia().branch());
        assertThat(last().header("Reason")).isEqualTo("SIP;cause=200");
        layer.received(answer(last(), 200), flow(Side.OUTSIDE, Transport.UDP));
        loop.advance(32_000);
        assertThat(told).as("no final answer 64*T1 after the CANCEL").containsExactly("180", "timeout");
    }

    @Test
    void triesTheNextHopWhereTheFirstCannotBeReached() {
        unreachable.add(address(1));
        send("INVITE", hop(Transport.UDP, 1), hop(Transport.UDP, 2));
        loop.advance(0);
        assertThat(sent.getFirst().flow().remote()).isEqualTo(address(2));
        receive(486);
        assertThat(told).containsExactly("486");
    }

    @Test
    void triesTheNextHopAfter503WithANewBranch() {
        send("INVITE", hop(Transport.UDP, 1), hop(Transport.UDP, 2));
        receive(503);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(1).request().method()).isEqualTo("ACK");
        assertThat(last().topVia().branch())
                .isNotEqualTo(sent.getFirst().request().topVia().branch());
        layer.received(answer(last(), 200), flow(Side.OUTSIDE, Transport.UDP));
        assertThat(told).containsExactly("200");
    }

    private static SendOptions by(Flow flow) {
        return new SendOptions(Side.OUTSIDE, "", flow);
    }

    /** A registered account's flow leads to its provider: the same INVITE with another branch would be a merged one there (482). */
    @Test
    void asksThePeerOfAFlowOnce() {
        send("INVITE", by(flow(Side.OUTSIDE, Transport.UDP)), hop(Transport.UDP, 1));
        receive(503);
        assertThat(told).containsExactly("503");
        assertThat(sent).extracting(one -> one.request().method()).containsExactly("INVITE", "ACK");
    }

    @Test
    void goesOnFromAFlowToOtherPeers() {
        send("INVITE", by(flow(Side.OUTSIDE, Transport.UDP)), hop(Transport.UDP, 1), hop(Transport.UDP, 2));
        receive(503);
        assertThat(last().method()).isEqualTo("INVITE");
        assertThat(sent.getLast().flow().remote()).isEqualTo(address(2));
        layer.received(answer(last(), 486), flow(Side.OUTSIDE, Transport.UDP));
        assertThat(told).containsExactly("486");
    }

    /** What a lost connection did not deliver is no second request. */
    @Test
    void connectsAgainWhereAFlowIsGone() {
        var gone = flow(Side.OUTSIDE, Transport.TCP);
        send("INVITE", by(gone), hop(Transport.TCP, 1));
        layer.connectionClosed(gone);
        assertThat(sent).extracting(one -> one.flow().connection()).containsExactly(7L, 0L);
        assertThat(sent.getLast().flow().remote()).isEqualTo(gone.remote());
        layer.received(answer(last(), 486), flow(Side.OUTSIDE, Transport.TCP));
        assertThat(told).containsExactly("486");
    }

    /** RFC 3263 §4.3, long before Timer B. */
    @Test
    void triesTheNextHopBesideASilentOne() {
        var sending = send("INVITE", hop(Transport.UDP, 1), hop(Transport.UDP, 2));
        assertThat(sending.triesNextHop()).isTrue();
        assertThat(sent.getLast().flow().remote()).isEqualTo(address(2));
        var second = last();
        receive(180); // the first wakes up after all: it is cancelled
        assertThat(last().method()).isEqualTo("CANCEL");
        assertThat(told).isEmpty();
        layer.received(answer(second, 200), flow(Side.OUTSIDE, Transport.UDP));
        assertThat(told).containsExactly("200");
        assertThat(sending.triesNextHop()).isFalse();
    }

    @Test
    void aSilentHopMayStillAnswerTheCall() {
        var sending = send("INVITE", hop(Transport.UDP, 1), hop(Transport.UDP, 2));
        assertThat(sending.triesNextHop()).isTrue();
        receive(200);
        assertThat(told).containsExactly("200");
    }

    @Test
    void saysSoWhenNoHopIsLeft() {
        unreachable.add(address(1));
        send("OPTIONS", hop(Transport.UDP, 1));
        loop.advance(0);
        assertThat(told).containsExactly("unreachable");
    }

    @Test
    void aLostConnectionFailsWhatWasNotAnswered() {
        send("OPTIONS", hop(Transport.TCP, 1));
        layer.connectionClosed(sent.getFirst().flow());
        assertThat(told).containsExactly("connection closed");
    }
}
