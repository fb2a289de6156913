package esg.trunk.registration;

import esg.trunk.registration.Registration.Command;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** What a registration waits for: the next attempt or its turn, the end of an attempt's time, the end of the binding. One of each. */
final class Alarms {
    private static final String NEXT = "next";
    private static final String LAPSE = "lapse";
    private static final String OVERDUE = "overdue";

    private final TimerScheduler<Command> timers;
    private final ActorRef<Command> self;

    Alarms(TimerScheduler<Command> timers, ActorRef<Command> self) {
        this.timers = timers;
        this.self = self;
    }

    /** Instead of what was to come next. */
    void next(Command command, Duration wait) {
        timers.cancel(NEXT);
        if (wait.isZero()) self.tell(command);
        else timers.startSingleTimer(NEXT, command, wait);
    }

    void overdue(long cseq, Duration limit) {
        timers.startSingleTimer(OVERDUE, new Happening.Overdue(cseq), limit);
    }

    /** The attempt was answered or given up. */
    void ended() {
        timers.cancel(OVERDUE);
    }

    void lapse(Duration left) {
        timers.startSingleTimer(LAPSE, new Happening.Lapsed(), left);
    }

    void none() {
        timers.cancelAll();
    }
}
