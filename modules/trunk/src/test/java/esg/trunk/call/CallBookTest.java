package esg.trunk.call;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.AccountId;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class CallBookTest {
    private final CallBook book = new CallBook(1_000);

    private CallRecord opened(String callId) {
        var account = new AccountId("acme.example", "pbx2");
        var call = new CallRecord(new CallOpening(callId, account, true, "100", "200", 0, CallFacts.UNKNOWN));
        book.opened(call, TestInbox.<CallCommand>create().getRef());
        return call;
    }

    private static CallFacts.Far leg(String callId) {
        return new CallFacts.Far(callId, "100", "sip:200@192.0.2.1", "", "udp:192.0.2.1:5060", "");
    }

    /** Who copies packets to a collector says by it which legs are one call. */
    @Test
    void legsOfACallAreKnownByTheCallersLeg() {
        var call = opened("caller");
        call.secondLeg(leg("first-try"));
        call.secondLeg(leg("second-try"));
        assertThat(book.firstLegOf("second-try")).isEqualTo("caller");
        assertThat(book.firstLegOf("first-try")).isEqualTo("caller");
        assertThat(book.firstLegOf("caller")).isEqualTo("caller");
        assertThat(book.firstLegOf("somebody's")).isEqualTo("somebody's");
    }

    /** As where one provider calls another by way of our own inside. */
    @Test
    void callsThatFollowEachOtherAreOne() {
        opened("caller").secondLeg(leg("inside"));
        opened("inside").secondLeg(leg("callee"));
        assertThat(List.of("caller", "inside", "callee"))
                .allSatisfy(leg -> assertThat(book.firstLegOf(leg)).isEqualTo("caller"));
    }

    /** The answer to its BYE comes when it is over. */
    @Test
    void aCallThatHasEndedIsKnownForAWhile() {
        var call = opened("caller");
        call.secondLeg(leg("callee"));
        book.closed(call);
        assertThat(book.firstLegOf("callee")).isEqualTo("caller");
        for (int i = 0; i < 1_000; i++) book.closed(opened("later" + i));
        assertThat(book.firstLegOf("callee")).isEqualTo("callee");
    }
}
