package esg.trunk.ping;

import esg.sip.transport.Flow;
import esg.trunk.trace.Traces;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Tells of one account's pings, one line for each that has ended (REG-11). For any thread. */
final class PingTrace {
    private final Traces traces;
    private final PingTarget target;

    PingTrace(Traces traces, PingTarget target) {
        this.traces = traces;
        this.target = target;
    }

    /** One on its way. An answer may come after it was given up; then that is told too. */
    record Sent(
            PingTrace trace,
            long number,
            String to,
            @Nullable String callId,
            long nanos) {
        /** @param lost why no answer came; null when it did */
        void ended(String answer, @Nullable String lost) {
            var took = Duration.ofNanos(System.nanoTime() - nanos).toMillis() + "ms";
            var what = lost == null ? "ping answered" : "ping lost";
            trace.tell(
                    Level.INFO,
                    what,
                    "callid",
                    callId,
                    "number",
                    number,
                    "to",
                    to,
                    "in",
                    took,
                    lost == null ? "answer" : "reason",
                    lost == null ? answer : lost);
        }
    }

    /** @param callId null where there is none */
    Sent sent(long number, Flow flow, @Nullable String callId) {
        var to = Traces.end(flow.listener().transport(), flow.remote());
        tell(Level.DEBUG, "ping sent", "callid", callId, "number", number, "to", to);
        return new Sent(this, number, to, callId, System.nanoTime());
    }

    void notSent(long number, String why) {
        tell(Level.INFO, "ping not sent", "number", number, "to", target.host(), "reason", why);
    }

    void overdue(long number, String why) {
        tell(Level.INFO, "ping given up", "number", number, "to", target.host(), "reason", why);
    }

    /** @param why the last one was lost; null when it was not */
    void state(PingState now, @Nullable String why) {
        tell(now == PingState.FAILED ? Level.WARN : Level.INFO, "ping state", "state", now.token(), "reason", why);
    }

    private void tell(Level level, String event, @Nullable Object... pairs) {
        if (!traces.tells(level)) return;
        var all = new @Nullable Object[pairs.length + 2];
        all[0] = "mode";
        all[1] = target.mode().name().toLowerCase(Locale.ROOT);
        System.arraycopy(pairs, 0, all, 2, pairs.length);
        traces.tell(level, target.id(), event, all);
    }
}
