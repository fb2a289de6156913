package esg.trunk.call;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.AccountId;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class CallBookTest {
    private final CallBook book = new CallBook();

    private CallRecord opened(String callId) {
        var account = new AccountId("acme.example", "pbx2");
        var call = new CallRecord(callId, new CallRecord.Opening(account, true, "100", "200", 0));
        book.opened(call, TestInbox.<CallCommand>create().getRef());
        return call;
    }

    /** Who copies packets to a collector says by it which legs are one call. */
    @Test
    void legsOfACallAreKnownByTheCallersLeg() {
        var call = opened("caller");
        call.secondLeg("first-try");
        call.secondLeg("second-try");
        assertThat(book.firstLegOf("second-try")).isEqualTo("caller");
        assertThat(book.firstLegOf("first-try")).isEqualTo("caller");
        assertThat(book.firstLegOf("caller")).isEqualTo("caller");
        assertThat(book.firstLegOf("somebody's")).isEqualTo("somebody's");
    }

    /** The answer to its BYE comes when it is over. */
    @Test
    void aCallThatHasEndedIsKnownForAWhile() {
        var call = opened("caller");
        call.secondLeg("callee");
        book.closed(call);
        assertThat(book.firstLegOf("callee")).isEqualTo("caller");
        for (int i = 0; i < 1_000; i++) book.closed(opened("later" + i));
        assertThat(book.firstLegOf("callee")).isEqualTo("callee");
    }
}
