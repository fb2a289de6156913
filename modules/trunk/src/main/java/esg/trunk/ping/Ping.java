package esg.trunk.ping;

import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.trunk.trace.Traces;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pings one account's provider. It always waits for the next ping, and each ping ends: answered, refused or overdue. */
public final class Ping {
    private static final Logger LOG = LoggerFactory.getLogger(Ping.class);

    public sealed interface Command {}

    /** Take this path from now on. */
    public record Follow(PingPath path) implements Command {}

    private record Due() implements Command {}

    private record Ended(long number, @Nullable String lost) implements Command {}

    private record Overdue(long number) implements Command {}

    /**
     * What pings of a node share.
     *
     * @param edge sends them
     * @param traces told of each
     */
    public record Services(SipEdge edge, Locator locator, PingSettings settings, Traces traces) {}

    /**
     * @param number of the ping under way or the last one; its CSeq
     * @param open whether it is under way
     */
    private record Course(PingPath path, long number, boolean open, PingWindow window) {
        Course with(PingPath other) {
            return new Course(other, number, open, window);
        }

        Course next() {
            return new Course(path, number + 1, true, window);
        }

        Course ended(PingWindow after) {
            return new Course(path, number, false, after);
        }
    }

    private final ActorContext<Command> ctx;
    private final TimerScheduler<Command> timers;
    private final PingSettings settings;
    private final PingTarget target;
    private final PingSender sender;
    private final PingTrace trace;
    private final ActorRef<PingState> watcher;

    private Ping(
            ActorContext<Command> ctx,
            TimerScheduler<Command> timers,
            Services services,
            PingTarget target,
            ActorRef<PingState> watcher) {
        this.ctx = ctx;
        this.timers = timers;
        this.settings = services.settings();
        this.target = target;
        this.trace = new PingTrace(services.traces(), target);
        this.sender = new PingSender(services, target, trace);
        this.watcher = watcher;
    }

    /**
     * Pings at once and then regularly.
     *
     * @param watcher told of every change, first {@link PingState#PENDING}
     */
    public static Behavior<Command> create(
            Services services, PingTarget target, PingPath path, ActorRef<PingState> watcher) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            watcher.tell(PingState.PENDING);
            return new Ping(ctx, timers, services, target, watcher).begin(path);
        }));
    }

    private Behavior<Command> pinging(Course course) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Follow(var path) -> pinging(course.with(path));
            case Due _ -> ping(course);
            case Ended(long number, var lost) when course.open && number == course.number -> ended(course, lost);
            case Overdue(long number) when course.open && number == course.number -> overdue(course);
            case Ended _, Overdue _ -> Behaviors.same(); // of a ping that ended already
        });
    }

    /** The first comes at a random moment of a short while, so that accounts that start together do not ping together ever after. */
    private Behavior<Command> begin(PingPath path) {
        long spread = Math.min(target.interval().toMillis(), 1_000);
        timers.startSingleTimer(
                new Due(), Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread + 1)));
        return pinging(new Course(path, 0, false, PingWindow.EMPTY));
    }

    private Behavior<Command> ping(Course before) {
        var course =
                before.open ? before.ended(before.window.after(true, settings)).next() : before.next();
        if (before.open) {
            trace.overdue(before.number, "no answer before the next");
            tell(before.window, course.window, "no answer before the next");
        }
        long number = course.number;
        timers.startSingleTimer(new Due(), target.interval());
        timers.startSingleTimer("overdue", new Overdue(number), settings.answerTimeout());
        var self = ctx.getSelf();
        send(course, lost -> self.tell(new Ended(number, lost)));
        return pinging(course);
    }

    private void send(Course course, Consumer<@Nullable String> lost) {
        switch (target.mode()) {
            case OPTIONS -> sender.options(course.path, course.number, lost);
            case CRLF -> sender.crlf(course.path, course.number, lost);
            case STUN -> sender.stun(course.path, course.number, lost);
            case DISABLED -> throw new IllegalStateException("not to be pinged: " + target.id());
        }
    }

    private Behavior<Command> overdue(Course course) {
        var why = "no answer in time";
        trace.overdue(course.number, why);
        return ended(course, why);
    }

    private Behavior<Command> ended(Course course, @Nullable String lost) {
        timers.cancel("overdue");
        var window = course.window.after(lost != null, settings);
        tell(course.window, window, lost);
        return pinging(course.ended(window));
    }

    private void tell(PingWindow before, PingWindow after, @Nullable String lost) {
        if (before.state() == after.state()) return;
        if (after.state() == PingState.FAILED) LOG.warn("ping failed account={} reason=\"{}\"", target.id(), lost);
        else LOG.info("ping {} account={}", after.state().token(), target.id());
        trace.state(after.state(), lost);
        watcher.tell(after.state());
    }
}
