package esg.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Server transactions: RFC 3261 §17.2, RFC 6026 §7.1; and what is refused before anybody sees it (§8.2). */
class ServerTransactionTest extends LayerFixture {
    private final List<String> told = new ArrayList<>();

    private void receive(SipRequest request) {
        layer.received(request, flow(Side.OUTSIDE, Transport.UDP));
    }

    private ServerTransaction invite() {
        receive(request("INVITE", "a"));
        var transaction = requests.getLast();
        transaction.user(new ServerUser() {
            @Override
            public void onCancel(SipRequest cancel) {
                told.add("cancelled");
            }

            @Override
            public void onAckTimeout() {
                told.add("no ack");
            }
        });
        return transaction;
    }

    private static void respond(ServerTransaction to, int status) {
        to.respond(to.response(status, "Answer").buildResponse());
    }

    private List<Integer> statuses() {
        return sent.stream().map(one -> one.response().status()).toList();
    }

    private SipRequest ack() {
        return request(
                "ACK", "a", "To: <sip:100@192.0.2.1>;tag=" + requests.getFirst().toTag());
    }

    @Test
    void says100WhenItsUserIsSlow() {
        var slow = invite();
        loop.advance(199);
        assertThat(sent).isEmpty();
        loop.advance(1);
        assertThat(statuses()).containsExactly(100);
        respond(slow, 200);
    }

    @Test
    void says100OnlyThen() {
        respond(invite(), 180);
        loop.advance(1000);
        assertThat(statuses()).containsExactly(180);
        respond(requests.getFirst(), 200);
    }

    @Test
    void aRepeatedInviteGetsTheLastAnswerAgain() {
        respond(invite(), 183);
        receive(request("INVITE", "a"));
        assertThat(requests).hasSize(1);
        assertThat(statuses()).containsExactly(183, 183);
        respond(requests.getFirst(), 200);
    }

    @Test
    void aRefusalIsRepeatedUntilItsAck() {
        respond(invite(), 486);
        loop.advance(4000);
        assertThat(times()).containsExactly(0L, 500L, 1500L, 3500L);
        receive(ack());
        loop.advance(60_000);
        assertThat(sent).hasSize(4);
        assertThat(acks).as("it ends here").isEmpty();
    }

    @Test
    void aRefusalWithoutAckIsGivenUp() {
        respond(invite(), 486);
        loop.advance(32_000);
        assertThat(told).containsExactly("no ack");
        assertThat(times().getLast()).isEqualTo(31_500);
    }

    @Test
    void anAnsweredInviteIsAbsorbedAndItsAckPassedOn() {
        respond(invite(), 200);
        receive(request("INVITE", "a"));
        assertThat(statuses()).containsExactly(200);
        respond(requests.getFirst(), 200);
        assertThat(statuses()).as("its user repeats it").containsExactly(200, 200);
        respond(requests.getFirst(), 486);
        assertThat(statuses()).as("one final answer is enough").hasSize(2);
        receive(ack());
        assertThat(acks).hasSize(1);
    }

    @Test
    void aCancelIsAnsweredAndToldOnce() {
        var invite = invite();
        receive(request("CANCEL", "a"));
        receive(request("CANCEL", "a"));
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(told).containsExactly("cancelled");
        respond(invite, 487);
        assertThat(sent.getFirst().response().toTag())
                .isEqualTo(sent.getLast().response().toTag());
        receive(ack());
    }

    @Test
    void aLaterUserHearsOfTheCancelToo() {
        var invite = invite();
        receive(request("CANCEL", "a"));
        invite.user(_ -> told.add("later"));
        assertThat(told).containsExactly("cancelled", "later");
        respond(invite, 487);
        receive(ack());
    }

    @Test
    void aLateCancelChangesNothing() {
        respond(invite(), 200);
        receive(request("CANCEL", "a"));
        assertThat(told).isEmpty();
        assertThat(statuses()).containsExactly(200, 200);
    }

    @Test
    void aFaultOfItsUserBecomesA500() {
        handling = _ -> {
            throw new IllegalStateException("a bug");
        };
        receive(request("OPTIONS", "b"));
        assertThat(statuses()).containsExactly(500);
        assertThat(sent.getFirst().response().header("Reason")).contains("EB2B. Internal error");
    }

    @Test
    void aRepeatedRequestGetsItsAnswerAgain() {
        receive(request("OPTIONS", "b"));
        respond(requests.getFirst(), 200);
        receive(request("OPTIONS", "b"));
        assertThat(requests).hasSize(1);
        assertThat(statuses()).containsExactly(200, 200);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        PUBLISH  |                    | 405 | Allow
        JUMP     |                    | 501 | Reason
        REGISTER |                    | 405 | Allow
        INVITE   | Max-Forwards: 0    | 483 | Reason
        INVITE   | Require: 100rel, x | 420 | Unsupported
        CANCEL   |                    | 481 | Reason
        """)
    void refusesWhatNobodyShouldSee(String method, String header, int status, String must) {
        receive(header == null ? request(method, "c") : request(method, "c", header));
        assertThat(requests).isEmpty();
        assertThat(statuses()).containsExactly(status);
        var refusal = sent.getFirst().response();
        assertThat(refusal.header("Reason")).as("LOG-08").startsWith("SIP;cause=" + status + ";text=\"EB2B. ");
        assertThat(refusal.has(must)).isTrue();
        if (method.equals("INVITE")) receive(request("ACK", "c", "To: <sip:100@192.0.2.1>;tag=" + refusal.toTag()));
        assertThat(acks).as("its ACK ends here").isEmpty();
    }

    @Test
    void refusesTheSameRequestByAnotherWay() {
        respond(invite(), 180);
        receive(request("INVITE", "other"));
        assertThat(statuses()).containsExactly(180, 482);
        respond(requests.getFirst(), 200);
    }

    @Test
    void refusesNewCallsWhenFull() {
        for (int i = 0; i < 6; i++) receive(request("OPTIONS", "o" + i, "To: <sip:a@b>;tag=x"));
        receive(request("INVITE", "z"));
        assertThat(statuses()).containsExactly(503);
        assertThat(sent.getFirst().response().header("Retry-After")).isEqualTo("5");
        for (var request : List.copyOf(requests)) respond(request, 200);
    }

    @Test
    void answersToWhereTheRequestCameFrom() {
        receive(request("OPTIONS", "b"));
        respond(requests.getFirst(), 200);
        assertThat(sent.getFirst().flow().remote()).isEqualTo(address(1));
        assertThat(sent.getFirst().response().header("Via"))
                .contains(";rport=5060")
                .contains(";received=198.51.100.1");
    }
}
