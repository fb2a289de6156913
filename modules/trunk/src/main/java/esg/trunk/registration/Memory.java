package esg.trunk.registration;

import esg.sip.transport.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registration knows.
 *
 * @param asked seconds asked for, which a 423 may have raised
 * @param failures in a row, of one class
 */
record Memory(Registrant registrant, Continuity line, int asked, FailureClass failure, int failures, RegStatus status) {
    static Memory of(Registrant registrant, Continuity line, RegStatus status) {
        return new Memory(registrant, line, registrant.expires(), FailureClass.TRANSIENT, 0, status);
    }

    Memory with(Continuity next) {
        return new Memory(registrant, next, asked, failure, failures, status);
    }

    Memory with(RegStatus next) {
        return new Memory(registrant, line, asked, failure, failures, next);
    }

    /**
     * Whether all is as this registrant wants it. It is not when peers are told to reach us elsewhere by now than where we are bound;
     * a failed attempt is repeated in its time, with what is right then.
     */
    boolean suits(Registrant wanted) {
        if (!wanted.equals(registrant)) return false;
        var flow = status.flow();
        if (flow == null || status.failure() != null || line.granted() == 0) return true;
        var sentBy = flow.listener().sentBy(flow.remote().getAddress());
        return line.contact().equals(registrant.contactUri(sentBy));
    }

    Memory asking(int seconds) {
        return new Memory(registrant, line, seconds, failure, failures, status);
    }

    /** A binding that still runs outlives a failure that may pass; whose credentials or name are refused has none. */
    Memory failed(FailureClass now) {
        var kept = now == FailureClass.TRANSIENT ? line : line.removed().with(List.of());
        return new Memory(registrant, kept, asked, now, now == failure ? failures + 1 : 1, status);
    }

    Memory bound(Attempt attempt, RegistrarAnswer.Accepted accepted, @Nullable Flow flow, Instant now) {
        int granted = accepted.granted();
        var kept =
                line.bound(attempt.contact(this), granted, now, attempt.digest().sessions());
        var refresh = now.plus(Lifetime.refreshAfter(Duration.ofSeconds(granted)));
        var shown = status.accepted(granted, flow, accepted.serviceRoute(), refresh);
        return new Memory(registrant, kept, asked, failure, 0, shown);
    }
}
