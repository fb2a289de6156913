package esg.esg.records;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Times;
import esg.domain.cdr.EndedBy;
import java.time.Instant;

/** Records to write. */
final class Samples {
    private Samples() {}

    static Cdr ended(String id, String at) {
        var ended = Instant.parse(at);
        return new Cdr(
                id,
                new AccountId("acme.example", "p1"),
                "in",
                "esg1@127.0.0.1",
                0,
                "",
                "",
                new Leg("c-" + id, "200", "100", "udp:192.0.2.1:5060"),
                Leg.NONE,
                new Times(ended.minusSeconds(5), null, null, ended),
                new End(486, "486 Busy Here", EndedBy.CALLEE),
                "",
                null);
    }
}
