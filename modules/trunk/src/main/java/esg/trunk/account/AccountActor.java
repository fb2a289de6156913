package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.account.PingMode;
import esg.trunk.account.AccountCommand.Announce;
import esg.trunk.account.AccountCommand.Announced;
import esg.trunk.account.AccountCommand.CountTrunks;
import esg.trunk.account.AccountCommand.Leave;
import esg.trunk.account.AccountCommand.Locate;
import esg.trunk.account.AccountCommand.Located;
import esg.trunk.account.AccountCommand.Look;
import esg.trunk.account.AccountCommand.RegisterNow;
import esg.trunk.account.AccountCommand.Registering;
import esg.trunk.account.AccountCommand.Release;
import esg.trunk.account.AccountCommand.TrunksNoted;
import esg.trunk.account.AccountEvent.Begin;
import esg.trunk.account.AccountEvent.LeaveOverdue;
import esg.trunk.account.AccountEvent.PingEnded;
import esg.trunk.account.AccountEvent.Pinged;
import esg.trunk.account.AccountEvent.Registered;
import esg.trunk.account.AccountEvent.RegistrationEnded;
import esg.trunk.account.AccountEvent.Resolved;
import esg.trunk.account.AccountEvent.Round;
import esg.trunk.account.AccountEvent.TrunksGone;
import esg.trunk.ping.PingState;
import esg.trunk.ping.PingTarget;
import esg.trunk.registration.RegState;
import esg.trunk.registration.RegStatus;
import esg.trunk.registration.Registrant;
import esg.trunk.registration.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account, wherever it lives: it follows the configuration, sees that its registration and its pings run, and shows calls what they
 * need. It never touches a call. A round comes by regularly, so nothing that was missed stays missed.
 */
public final class AccountActor {
    private static final Logger LOG = LoggerFactory.getLogger(AccountActor.class);

    private final ActorContext<AccountCommand> ctx;
    private final TimerScheduler<AccountCommand> timers;
    private final AccountServices services;
    private final AccountId id;
    private final TrunksElsewhere elsewhere = new TrunksElsewhere();
    private final Pings pings;
    private final List<ActorRef<Announced>> announce = new ArrayList<>();
    private @Nullable Serving serving;
    private boolean begun;
    private @Nullable ActorRef<Registration.Command> registration;

    private AccountActor(
            ActorContext<AccountCommand> ctx,
            TimerScheduler<AccountCommand> timers,
            AccountServices services,
            AccountId id) {
        this.ctx = ctx;
        this.timers = timers;
        this.services = services;
        this.id = id;
        this.pings = new Pings(ctx, services.forPing());
    }

    /** Looks by itself first: what starts it may be any message, and who sees it run sends it no {@link Look}. */
    public static Behavior<AccountCommand> create(AccountServices services, AccountId id) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            ctx.getSelf().tell(new Look());
            timers.startTimerWithFixedDelay(new Round(), services.account().round());
            return new AccountActor(ctx, timers, services, id).serving();
        }));
    }

    // States.

    private Behavior<AccountCommand> serving() {
        return Behaviors.receive((_, command) -> on(command), (_, signal) -> {
            if (signal instanceof PostStop) withdraw();
            return Behaviors.same();
        });
    }

    private Behavior<AccountCommand> on(AccountCommand command) {
        switch (command) {
            case Look _ -> {
                return look();
            }
            case Begin _ -> {
                begun = true;
                return look();
            }
            case Round _ -> {
                resolve();
                return look();
            }
            case Release _ -> {
                LOG.info("account handed over account={}", id);
                return Behaviors.stopped();
            }
            case Leave(var replyTo) -> {
                return leave(List.of(replyTo));
            }
            case Locate(var replyTo) -> {
                return locate(replyTo);
            }
            case RegisterNow(var replyTo) -> {
                return registerNow(replyTo);
            }
            case Announce(var replyTo) -> announce(replyTo);
            case CountTrunks(var node, int live, int incoming) ->
                countTrunks(node, new Trunks(incoming, live - incoming));
            case TrunksGone(var node) -> trunksGone(node);
            case Registered(var status) -> registered(status);
            case RegistrationEnded _ -> registrationEnded();
            case Pinged(var state) -> pinged(state);
            case PingEnded _ -> pingEnded();
            case Resolved resolved -> resolved(resolved);
            case LeaveOverdue _ -> {}
        }
        return Behaviors.same();
    }

    /** Gone for calls and monitors; only the binding is still to be removed. */
    private Behavior<AccountCommand> leaving(List<ActorRef<Done>> told) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case RegistrationEnded _ -> stop(told);
            case Release _ -> stop(told);
            case LeaveOverdue _ -> {
                LOG.warn("account left without unregistering account={} reason=no-answer-in-time", id);
                yield stop(told);
            }
            case Leave(var replyTo) ->
                leaving(Stream.concat(told.stream(), Stream.of(replyTo)).toList());
            // Configured again: whoever watches over accounts starts another actor when this one has ended.
            case Look _,
                    Begin _,
                    Locate _,
                    RegisterNow _,
                    Announce _,
                    CountTrunks _,
                    TrunksGone _,
                    Round _,
                    Registered _,
                    Pinged _,
                    PingEnded _,
                    Resolved _ -> Behaviors.same();
        });
    }

    // Acts.

    private Behavior<AccountCommand> look() {
        var account = services.feed().current().accounts().get(id);
        if (account == null) return leave(List.of());
        var before = serving;
        if (before == null || !before.account().equals(account)) change(before, account);
        if (serving != null && begun) follow(serving, account);
        announced();
        return Behaviors.same();
    }

    /** A call may come before the first look, from a node that knew sooner where the account lives now. */
    private Behavior<AccountCommand> locate(ActorRef<Located> replyTo) {
        var next = serving == null ? look() : Behaviors.<AccountCommand>same();
        if (serving != null)
            replyTo.tell(new Located(id, ctx.getSystem().address().toString()));
        return next;
    }

    /** Also before its turn to speak has come: it registers then. */
    private Behavior<AccountCommand> registerNow(ActorRef<Registering> replyTo) {
        var next = serving == null ? look() : Behaviors.<AccountCommand>same();
        boolean registers = serving != null && serving.registers();
        if (registers && registration != null) registration.tell(new Registration.Due());
        replyTo.tell(new Registering(id, registers));
        return next;
    }

    private void announce(ActorRef<Announced> replyTo) {
        announce.add(replyTo);
        announced();
    }

    private void announced() {
        if (announce.isEmpty() || serving == null || !serving.announced()) return;
        announce.forEach(replyTo -> replyTo.tell(new Announced(id)));
        announce.clear();
    }

    /** Nodes that are known stay watched: a call more or less is told often. */
    private void countTrunks(ActorRef<TrunksNoted> node, Trunks live) {
        if (elsewhere.note(node, live)) ctx.watchWith(node, new TrunksGone(node));
        if (serving != null) serving.trunksElsewhere(elsewhere.sum());
        node.tell(new TrunksNoted(id, live.all(), ctx.getSelf()));
    }

    private void trunksGone(ActorRef<TrunksNoted> node) {
        elsewhere.forget(node);
        if (serving != null) serving.trunksElsewhere(elsewhere.sum());
    }

    private void change(@Nullable Serving before, Account account) {
        var known = before == null ? List.<String>of() : Serving.hosts(before.account());
        var now = before == null ? new Serving(services, account) : before;
        serving = now;
        now.trunksElsewhere(elsewhere.sum());
        now.serve(account);
        if (before == null) begin();
        if (!known.equals(Serving.hosts(account))) resolve();
    }

    private void begin() {
        var self = ctx.getSelf();
        services.beginnings().join(() -> self.tell(new Begin()));
    }

    /** Sees that exactly those children run that the account wants. Told the same again, they do nothing. */
    private void follow(Serving now, Account account) {
        if (now.registers()) register(Registrant.of(account));
        else if (registration != null) registration.tell(new Registration.Unregister());
        else now.registered(RegStatus.of(RegState.DISABLED));
        boolean pinged = account.enabled() && account.pingmode() != PingMode.DISABLED;
        ping(now, pinged ? PingTarget.of(account) : null);
    }

    private void register(Registrant registrant) {
        if (registration != null) {
            registration.tell(new Registration.Register(registrant));
            return;
        }
        var watcher = ctx.messageAdapter(RegStatus.class, Registered::new);
        var behavior = Registration.create(
                services.forRegistration(), registrant, services.keeper().apply(id), watcher);
        var child = ctx.spawnAnonymous(behavior);
        ctx.watchWith(child, new RegistrationEnded());
        registration = child;
    }

    private void ping(Serving now, @Nullable PingTarget target) {
        if (target != null && pings.running(target)) return;
        pings.stop();
        now.pinged(PingState.DISABLED);
        if (target != null) pings.start(target, now.path());
    }

    /** A registration that rests because nobody wants it is shown as switched off. */
    private void registered(RegStatus status) {
        var now = serving;
        if (now == null) return;
        boolean resting = !now.registers() && status.state() == RegState.UNREGISTERED;
        var path = now.path();
        now.registered(resting ? status.disabled() : status);
        announced();
        if (!path.equals(now.path())) pings.follow(now.path());
    }

    private void registrationEnded() {
        LOG.error("registration ended by itself, restarted with the next round account={}", id);
        registration = null;
    }

    private void pinged(PingState state) {
        if (serving != null && pings.running()) serving.pinged(state);
    }

    private void pingEnded() {
        LOG.error("ping ended by itself, restarted with the next round account={}", id);
        pings.ended();
    }

    private void resolved(Resolved found) {
        if (serving != null) serving.resolved(found.host(), found.addresses());
    }

    private void resolve() {
        if (serving == null) return;
        for (var host : Serving.hosts(serving.account())) {
            ctx.pipeToSelf(
                    services.locator().addresses(host),
                    (found, failure) -> new Resolved(host, failure == null ? found : Set.of()));
        }
    }

    private Behavior<AccountCommand> leave(List<ActorRef<Done>> told) {
        withdraw();
        pings.stop();
        if (registration == null) return stop(told);
        registration.tell(new Registration.End());
        timers.startSingleTimer(new LeaveOverdue(), services.account().leaveTimeout());
        return leaving(told);
    }

    private Behavior<AccountCommand> stop(List<ActorRef<Done>> told) {
        LOG.info("account left account={}", id);
        told.forEach(replyTo -> replyTo.tell(Done.getInstance()));
        return Behaviors.stopped();
    }

    private void withdraw() {
        if (serving != null) serving.withdraw();
        serving = null;
    }
}
