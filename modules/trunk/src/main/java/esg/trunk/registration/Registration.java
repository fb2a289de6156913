package esg.trunk.registration;

import esg.sip.transport.Flow;
import esg.trunk.registration.Happening.Ended;
import esg.trunk.registration.Happening.Lapsed;
import esg.trunk.registration.Happening.Loaded;
import esg.trunk.registration.Happening.Located;
import esg.trunk.registration.Happening.Overdue;
import esg.trunk.registration.Happening.Turn;
import esg.trunk.registration.RegisterSender.Outcome;
import esg.trunk.registration.RegisterSender.Way;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one account's binding at its registrar (RFC 3261 §10.2). It always waits for something that surely comes: an answer or the end of
 * its time, or the next attempt. Stopped without a word, it leaves the binding where it is, for another node to continue.
 */
public final class Registration {
    public sealed interface Command permits Goal, Due, Happening {}

    /** Where a registration is to come. */
    public sealed interface Goal extends Command {}

    /** Be registered as this from now on. */
    public record Register(Registrant registrant) implements Goal {}

    /** Remove the binding and wait. */
    public record Unregister() implements Goal {}

    /** Remove the binding and stop, in bounded time. */
    public record End() implements Goal {}

    /** The next attempt is due: its time has come, or somebody will not wait for it. */
    public record Due() implements Command {}

    private final ActorContext<Command> ctx;
    private final Alarms alarms;
    private final RegistrationServices services;
    private final RegisterSender sender;
    private final ActorRef<Keeping.Command> keeping;
    private final ActorRef<RegStatus> watcher;
    private final RegistrationTrace trace;
    private final RandomGenerator random = RandomGenerator.getDefault();

    private Registration(
            ActorContext<Command> ctx,
            TimerScheduler<Command> timers,
            RegistrationServices services,
            ActorRef<Keeping.Command> keeping,
            ActorRef<RegStatus> watcher) {
        this.ctx = ctx;
        this.alarms = new Alarms(timers, ctx.getSelf());
        this.services = services;
        this.sender = new RegisterSender(services.edge(), services.locator());
        this.keeping = keeping;
        this.watcher = watcher;
        this.trace = new RegistrationTrace(services);
    }

    /**
     * Waits for what was kept, then registers.
     *
     * @param keeper behaviour of the child that keeps its {@link Continuity}
     * @param watcher told of every change
     */
    public static Behavior<Command> create(
            RegistrationServices services,
            Registrant registrant,
            Behavior<ContinuityKeeper.Command> keeper,
            ActorRef<RegStatus> watcher) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            var id = registrant.id().toString();
            var loaded = ctx.messageAdapter(Continuity.class, Loaded::new);
            var timeout = services.settings().storeTimeout();
            var keeping = ctx.spawn(Keeping.create(id, timeout, keeper, loaded), "keeping");
            return new Registration(ctx, timers, services, keeping, watcher).start(registrant);
        }));
    }

    // States.

    private Behavior<Command> loading(Registrant registrant, Goal goal) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Register(var other) -> loading(other, new Register(other));
            case Unregister other -> loading(registrant, other);
            case End other -> loading(registrant, other);
            case Loaded(var line) -> begin(registrant, line, goal);
            case Due _, Lapsed _, Turn _, Located _, Ended _, Overdue _ -> Behaviors.same();
        });
    }

    private Behavior<Command> resting(Memory memory) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Register(var registrant) -> enter(memory, registrant);
            case End _ -> Behaviors.stopped();
            case Unregister _, Loaded _, Due _, Lapsed _, Turn _, Located _, Ended _, Overdue _ -> Behaviors.same();
        });
    }

    private Behavior<Command> waiting(Memory memory) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Due _ -> attempt(memory, null);
            case Lapsed _ -> lapse(memory);
            case Register(var registrant) -> memory.suits(registrant) ? Behaviors.same() : change(memory, registrant);
            case Unregister goal -> leave(memory, goal);
            case End goal -> leave(memory, goal);
            case Loaded _, Turn _, Located _, Ended _, Overdue _ -> Behaviors.same(); // of an attempt given up
        });
    }

    private Behavior<Command> attempting(Memory memory, Attempt attempt) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Turn(long cseq, boolean passed) when cseq == memory.line().cseq() -> turn(memory, attempt, passed);
            case Located(long cseq, var ways, var failure)
            when cseq == memory.line().cseq() -> located(memory, attempt, ways, failure);
            case Ended(long cseq, Outcome.NoAnswer(var why))
            when cseq == memory.line().cseq() -> notAnswered(memory, attempt, why);
            case Ended(long cseq, Outcome.Answer answer)
            when cseq == memory.line().cseq() ->
                answered(memory.with(memory.status().answered(answer.response())), attempt, answer);
            case Overdue(long cseq)
            when cseq == memory.line().cseq() -> notAnswered(memory, attempt, "no answer in time");
            case Goal goal ->
                attempt.goal() == null ? redirect(memory, goal) : attempting(memory, attempt.toward(goal));
            case Loaded _, Turn _, Located _, Ended _, Overdue _, Due _, Lapsed _ ->
                Behaviors.same(); // of an attempt given up
        });
    }

    // Acts.

    private Behavior<Command> start(Registrant registrant) {
        watcher.tell(RegStatus.of(RegState.UNREGISTERED));
        return loading(registrant, new Register(registrant));
    }

    private Behavior<Command> begin(Registrant registrant, Continuity kept, Goal goal) {
        var memory = Memory.of(registrant, kept, RegStatus.of(RegState.UNREGISTERED));
        if (goal instanceof Register) return enter(memory, registrant);
        return kept.binding().equals(registrant.binding()) ? leave(memory, goal) : proceed(memory, goal);
    }

    /** Goes on with the dialogue kept for this binding, or begins another (REG-06). */
    private Behavior<Command> enter(Memory before, Registrant registrant) {
        boolean kept = before.line().binding().equals(registrant.binding());
        var line = kept ? before.line() : Continuity.begin(registrant, sender.newCallId(registrant));
        var memory = Memory.of(registrant, line, before.status());
        trace.begins(memory, kept);
        return attempt(memory, null);
    }

    /** Another password, time or address of ours: asked for at once, in the same dialogue. Another binding: the old one goes first. */
    private Behavior<Command> change(Memory memory, Registrant registrant) {
        if (!registrant.binding().equals(memory.registrant().binding())) return leave(memory, new Register(registrant));
        trace.changes(memory, registrant);
        return attempt(Memory.of(registrant, memory.line().with(List.of()), memory.status()), null);
    }

    /** An attempt is under way and something else is wanted. */
    private Behavior<Command> redirect(Memory memory, Goal goal) {
        if (goal instanceof Register(var registrant)) {
            if (registrant.equals(memory.registrant())) return Behaviors.same();
            if (registrant.binding().equals(memory.registrant().binding())) return change(memory, registrant);
        }
        return attempt(memory, goal); // it may have been accepted: removed in any case
    }

    private Behavior<Command> leave(Memory memory, Goal goal) {
        return bound(memory) ? attempt(memory, goal) : proceed(memory, goal);
    }

    private Behavior<Command> proceed(Memory before, Goal goal) {
        alarms.none();
        var memory = before.with(before.status().removed()).with(before.line().removed());
        if (!before.line().equals(memory.line())) keeping.tell(new Keeping.Keep(memory.line()));
        publish(memory);
        return switch (goal) {
            case Register(var registrant) -> enter(memory, registrant);
            case Unregister _ -> resting(memory);
            case End _ -> Behaviors.stopped();
        };
    }

    /** Takes a turn and a sequence number. A number that is not used leaves a gap, which is legal. */
    private Behavior<Command> attempt(Memory before, @Nullable Goal goal) {
        var memory = before.with(before.line().nextCseq());
        keeping.tell(new Keeping.Note(memory.line()));
        var wait = services.budget().turn(memory.registrant().nextHopHost());
        trace.attempts(memory, goal, wait);
        queue(memory, goal, wait, false);
        var shown = memory.with(memory.status().attempting(bound(memory) ? RegState.REGISTERED : RegState.REGISTERING));
        publish(shown);
        return attempting(shown, Attempt.begin(goal, memory.line()));
    }

    private void queue(Memory memory, @Nullable Goal goal, Duration wait, boolean passed) {
        alarms.overdue(memory.line().cseq(), services.settings().limit(goal, wait));
        alarms.next(new Turn(memory.line().cseq(), passed), wait);
    }

    private Behavior<Command> turn(Memory memory, Attempt attempt, boolean passed) {
        if (!passed) {
            var registrar = memory.registrant().nextHopHost();
            queue(memory, attempt.goal(), services.budget().pass(registrar), true);
            return Behaviors.same();
        }
        long cseq = memory.line().cseq();
        ctx.pipeToSelf(
                sender.ways(memory.registrant()),
                (ways, failure) -> new Located(cseq, failure == null ? ways : List.of(), failure));
        return Behaviors.same();
    }

    /** After a failure the next way is tried, so that a dead one does not hide those behind it. */
    private Behavior<Command> located(Memory memory, Attempt attempt, List<Way> ways, @Nullable Throwable failure) {
        if (failure != null) return notAnswered(memory, attempt, String.valueOf(failure.getMessage()));
        if (ways.isEmpty()) return notAnswered(memory, attempt, sender.noWay(memory.registrant()));
        int chosen = memory.failures() % ways.size();
        trace.chooses(memory, ways, chosen);
        return send(memory, attempt.by(ways.get(chosen)));
    }

    private Behavior<Command> send(Memory memory, Attempt attempt) {
        var register = attempt.register(memory, services.settings().userAgent());
        long cseq = memory.line().cseq();
        var self = ctx.getSelf();
        var listener = memory.registrant().listener();
        trace.sends(memory, attempt, register);
        sender.send(register, attempt.way().hops(), listener, outcome -> self.tell(new Ended(cseq, outcome)));
        return attempting(memory, attempt);
    }

    private Behavior<Command> answered(Memory memory, Attempt attempt, Outcome.Answer answer) {
        trace.answered(memory, answer);
        var goal = attempt.goal();
        return switch (attempt.after(memory, answer)) {
            case Attempt.Next.Again(var asking, var next) -> again(asking, next);
            case Attempt.Next.Over(RegistrarAnswer.Accepted accepted)
            when goal == null -> accept(memory, attempt, accepted, answer.flow());
            case Attempt.Next.Over(RegistrarAnswer.Refused refused) when goal == null -> fail(memory, refused);
            case Attempt.Next.Over _
            when goal != null -> removed(memory, goal, RegistrarAnswer.status(answer.response()));
            case Attempt.Next.Over _ -> fail(memory, RegistrarAnswer.refused(answer.response()));
        };
    }

    /** At once and without another turn: the registrar waits for this one. */
    private Behavior<Command> again(Memory before, Attempt attempt) {
        var memory = before.with(before.line().nextCseq());
        keeping.tell(new Keeping.Note(memory.line()));
        trace.repeats();
        services.budget().repeat(memory.registrant().nextHopHost());
        alarms.overdue(memory.line().cseq(), services.settings().limit(attempt.goal(), Duration.ZERO));
        return send(memory, attempt);
    }

    private Behavior<Command> accept(
            Memory before, Attempt attempt, RegistrarAnswer.Accepted accepted, @Nullable Flow flow) {
        alarms.ended();
        var memory = before.bound(attempt, accepted, flow, services.clock().instant());
        keeping.tell(new Keeping.Keep(memory.line()));
        var refresh = Lifetime.refreshAfter(Duration.ofSeconds(accepted.granted()));
        alarms.next(new Due(), refresh);
        trace.accepted(before, memory, refresh);
        publish(memory);
        return waiting(memory);
    }

    private Behavior<Command> notAnswered(Memory memory, Attempt attempt, String why) {
        var goal = attempt.goal();
        if (goal != null) return removed(memory, goal, why);
        return fail(memory, new RegistrarAnswer.Refused(FailureClass.TRANSIENT, why, null));
    }

    /** A binding that still runs is not given up for a failure that may pass; whose credentials are refused has none. */
    private Behavior<Command> fail(Memory before, RegistrarAnswer.Refused refused) {
        alarms.ended();
        var memory = before.failed(refused.failure());
        var pause = services.settings().pause(refused, memory.failures(), random);
        alarms.next(new Due(), pause);
        trace.failed(memory, refused, pause);
        var now = services.clock().instant();
        var state = bound(memory) ? RegState.REGISTERED : RegState.FAILED;
        if (bound(memory)) alarms.lapse(Duration.between(now, memory.line().boundUntil()));
        var failed = memory.with(memory.status().failed(state, refused.reason(), now.plus(pause)));
        publish(failed);
        return waiting(failed);
    }

    /** The binding ran out before an attempt succeeded. */
    private Behavior<Command> lapse(Memory before) {
        if (bound(before) || before.status().failure() == null) return Behaviors.same();
        var memory = before.with(before.status().lapsed());
        trace.lapsed(memory);
        publish(memory);
        return waiting(memory);
    }

    private Behavior<Command> removed(Memory memory, Goal goal, String answer) {
        trace.removed(memory, answer);
        return proceed(memory, goal);
    }

    private boolean bound(Memory memory) {
        return memory.line().boundUntil().isAfter(services.clock().instant());
    }

    private void publish(Memory memory) {
        watcher.tell(memory.status());
    }
}
