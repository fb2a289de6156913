package esg.trunk.registration;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a registration and its keeper: a store that is away is waited for only so long and complained of only once, and the
 * numbers that may be used are reserved before they run out.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    sealed interface Command {}

    /** The registration has come this far. */
    record Note(Continuity line) implements Command {}

    /** The registration has changed and is worth keeping. */
    record Keep(Continuity line) implements Command {}

    private record Replied(ContinuityKeeper.Reply reply) implements Command {}

    private record Overdue() implements Command {}

    private final TimerScheduler<Command> timers;
    private final String account;
    private final Duration timeout;
    private final ActorRef<ContinuityKeeper.Command> keeper;
    private final ActorRef<ContinuityKeeper.Reply> replies;

    private Keeping(
            TimerScheduler<Command> timers,
            String account,
            Duration timeout,
            ActorRef<ContinuityKeeper.Command> keeper,
            ActorRef<ContinuityKeeper.Reply> replies) {
        this.timers = timers;
        this.account = account;
        this.timeout = timeout;
        this.keeper = keeper;
        this.replies = replies;
    }

    /** @param loaded told once what was kept, or {@link Continuity#NONE} when the store does not say in time */
    static Behavior<Command> create(
            String account,
            Duration timeout,
            Behavior<ContinuityKeeper.Command> keeperBehavior,
            ActorRef<Continuity> loaded) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            var keeper = ctx.spawn(keeperBehavior, "state");
            var replies = ctx.messageAdapter(ContinuityKeeper.Reply.class, Replied::new);
            return new Keeping(timers, account, timeout, keeper, replies).load(loaded);
        }));
    }

    private Behavior<Command> loading(ActorRef<Continuity> loaded) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Replied(ContinuityKeeper.Loaded(var line)) -> {
                timers.cancelAll();
                loaded.tell(line);
                yield keeping(line, false);
            }
            case Overdue _ -> {
                complain();
                loaded.tell(Continuity.NONE);
                yield keeping(Continuity.NONE, true);
            }
            case Note _, Keep _, Replied _ -> Behaviors.same(); // nothing is known that could be lost
        });
    }

    /** @param reserved what whoever continues would begin with */
    private Behavior<Command> keeping(Continuity reserved, boolean away) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Note(var line) -> line.outgrows(reserved) ? save(line, away) : Behaviors.same();
            case Keep(var line) -> save(line, away);
            case Replied(ContinuityKeeper.Saved _) -> {
                timers.cancelAll();
                if (away) LOG.info("registration is kept again account={}", account);
                yield keeping(reserved, false);
            }
            case Replied _ -> Behaviors.same(); // loaded too late: another dialogue has begun
            case Overdue _ -> {
                if (!away) complain();
                yield keeping(reserved, true);
            }
        });
    }

    private Behavior<Command> load(ActorRef<Continuity> loaded) {
        keeper.tell(new ContinuityKeeper.Load(replies));
        timers.startSingleTimer(new Overdue(), timeout);
        return loading(loaded);
    }

    private Behavior<Command> save(Continuity line, boolean away) {
        var reserved = line.reserved();
        keeper.tell(new ContinuityKeeper.Save(reserved, replies));
        if (!timers.isTimerActive(new Overdue())) timers.startSingleTimer(new Overdue(), timeout);
        return keeping(reserved, away);
    }

    private void complain() {
        LOG.warn("registration goes on without being kept account={} reason=store-does-not-answer", account);
    }
}
