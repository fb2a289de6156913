package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.Opening;
import esg.trunk.leg.PeerRefresh;
import esg.trunk.leg.SessionTimer;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.CallerIdentity;
import esg.domain.normalize.Direction;
import esg.domain.normalize.Normalizer;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.account.ServedAccount;
import esg.trunk.account.Trunks;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.call.SecondLeg.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one account on this node. Its live children are the trunks in use (design §5), so that no counter can go wrong; it stays
 * when the account moves to another node.
 */
public final class AccountCalls {
    /** What the edge and the router ask of it. */
    public sealed interface Command {}

    /** A new call, which can still be refused. */
    sealed interface Begin extends Command {
        void refuse(Refusal why);

        /** As it came to that account. */
        CallOpening opening(AccountId id);
    }

    /** An INVITE from the provider, matched and from an allowed source. */
    public record Incoming(ServerTransaction invite, ServedAccount served) implements Begin {
        @Override
        public void refuse(Refusal why) {
            why.answer(invite);
        }

        @Override
        public CallOpening opening(AccountId id) {
            return CallOpening.of(id, true, invite, 0, "");
        }
    }

    /**
     * An INVITE from the inside that is to leave by this account.
     *
     * @param numbers as the route left them, before normalization
     * @param number how many accounts were tried for this call before
     * @param route name of the rule that leads there; "" for none
     * @param refused hears when no call came of it
     */
    public record Outgoing(
            ServerTransaction invite,
            ServedAccount served,
            CallNumbers numbers,
            int number,
            String route,
            Caller refused)
            implements Begin {
        @Override
        public void refuse(Refusal why) {
            refused.refused(why);
        }

        @Override
        public CallOpening opening(AccountId id) {
            return CallOpening.of(id, false, invite, number, route);
        }
    }

    /** An INVITE from the inside that stays inside, by a rule of the domain whose calls without account these are; targets as in a plan. */
    public record Transit(
            ServerTransaction invite, CallNumbers numbers, List<SecondLeg.Target> targets, int number, Caller refused)
            implements Begin {
        @Override
        public void refuse(Refusal why) {
            refused.refused(why);
        }

        @Override
        public CallOpening opening(AccountId id) {
            return CallOpening.of(id, false, invite, number, "");
        }
    }

    /**
     * A call of this account that another node can carry no more.
     *
     * @param account as it is today: the call's node may have known an older password, but so did its provider; null when it is gone
     */
    public record Adopt(CallState call, @Nullable Account account) implements Command {}

    private record Adopted(
            Adopt asked,
            @Nullable Map<Party, Leg> legs,
            @Nullable Throwable failure) implements Command {}

    /** Ends every call, at a shutdown past its limit. */
    public record HangUpAll(String why) implements Command {}

    /** Asks every call to report to the stand-by. */
    record Report() implements Command {}

    /** A call asks for a second trunk, while it is transferred at the provider; it is told {@link CallCommand.Forked}. */
    record Fork(ActorRef<CallCommand> call, ServedAccount served) implements Command {}

    /** It needs that no more. */
    record Joined(ActorRef<CallCommand> call) implements Command {}

    private record Ended(ActorRef<CallCommand> call) implements Command {}

    /** Is told each change of the number of live calls. */
    @FunctionalInterface
    interface TrunksInUse {
        void now(AccountId account, Trunks live);
    }

    /** On a call for help that comes round by our own inside; never leaves the platform. */
    public static final String EMERGENCY_HEADER = "X-Esg-Emergency";

    private static final Logger log = LoggerFactory.getLogger(AccountCalls.class);
    private final ActorContext<Command> ctx;
    private final AccountId id;
    private final CallServices services;
    private final TrunksInUse trunksInUse;
    private final LiveCalls live = new LiveCalls();
    private final Admission admission;

    private AccountCalls(ActorContext<Command> ctx, AccountId id, CallServices services, TrunksInUse trunksInUse) {
        this.ctx = ctx;
        this.id = id;
        this.services = services;
        this.trunksInUse = trunksInUse;
        this.admission = new Admission(services.media(), live::trunks);
    }

    static Behavior<Command> create(AccountId id, CallServices services, TrunksInUse trunksInUse) {
        return Behaviors.setup(ctx -> new AccountCalls(ctx, id, services, trunksInUse).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Incoming incoming -> incoming(incoming);
                case Outgoing outgoing -> outgoing(outgoing);
                case Transit transit -> {
                    var attempts = transit.targets().stream()
                            .map(target -> Attempts.inside(target, transit.numbers(), Map.of()))
                            .toList();
                    start(new Start(transit.invite(), attempts, null, transit.opening(id)), transit.refused());
                }
                case Adopt adopt ->
                    ctx.pipeToSelf(
                            Adoption.legs(services, adopt.call(), Attempts.credentials(adopt.account())),
                            (legs, failure) -> new Adopted(adopt, legs, failure));
                case Adopted(var asked, var legs, var failure) -> adopted(asked, legs, failure);
                case HangUpAll(String why) -> live.forEach(call -> call.tell(new CallCommand.HangUp(why)));
                case Report() -> live.forEach(call -> call.tell(new CallCommand.Report()));
                case Fork(var call, var served) -> fork(call, served);
                case Joined(var call) -> {
                    live.joined(call);
                    trunksInUse.now(id, live.trunks());
                }
                case Ended(ActorRef<CallCommand> call) -> {
                    live.remove(call);
                    trunksInUse.now(id, live.trunks());
                }
            }
            return Behaviors.same();
        });
    }

    private void incoming(Incoming incoming) {
        var account = incoming.served().account();
        var invite = incoming.invite();
        var rejection = admission.refusal(incoming.served(), true, false);
        if (rejection != null) {
            turnAway(incoming, Refusal.of(rejection));
            return;
        }
        var planned = Planned.of(services, account, invite.request());
        var normalized = planned.normalized();
        switch (planned.plan()) {
            case Plan.Refused(Rejection why, int code, String reason) ->
                turnAway(incoming, Refusal.of(why, code, reason));
            case Plan.Targets(List<SecondLeg.Target> targets) -> {
                var attempts = new ArrayList<Attempt>(targets.size());
                for (var target : targets)
                    attempts.add(Attempts.inside(target, normalized.numbers(), normalized.headers()));
                start(
                        new Start(invite, attempts, incoming.served(), incoming.opening(id)),
                        refusal -> refuse(invite, refusal));
            }
        }
    }

    private void outgoing(Outgoing outgoing) {
        var account = outgoing.served().account();
        var rejection = outgoing.served().available()
                ? admission.refusal(outgoing.served(), false, isEmergency(outgoing))
                : Rejection.ACCOUNT_INACTIVE;
        if (rejection != null) {
            turnAway(outgoing, Refusal.lost(rejection));
            return;
        }
        var rules = services.numberPlans().rulesOf(account.d());
        var normalized = Normalizer.apply(rules, Direction.OUT, account, outgoing.numbers());
        var told = CallerIdentity.apply(
                account, normalized, Numbers.wish(outgoing.invite().request()));
        var attempt = Attempts.outside(outgoing.served(), told);
        start(
                new Start(outgoing.invite(), List.of(attempt), outgoing.served(), outgoing.opening(id)),
                outgoing.refused());
    }

    /** By the number that was dialled, which a rule may have replaced, and by the one it leaves by. */
    private boolean isEmergency(Outgoing outgoing) {
        var request = outgoing.invite().request();
        var settings = services.settings();
        return settings.isEmergency(CallOpening.called(request))
                || settings.isEmergency(outgoing.numbers().ruriUser())
                || request.has(EMERGENCY_HEADER);
    }

    /**
     * @param served the account; null for a call that stays inside
     */
    private record Start(
            ServerTransaction invite,
            List<Attempt> attempts,
            @Nullable ServedAccount served,
            CallOpening opening) {}

    private void start(Start start, Caller refused) {
        var invite = start.invite();
        var request = invite.request();
        var served = start.served();
        int leastSession = services.settings().minSessionSeconds();
        if (SessionTimer.tooBrief(request, leastSession)) {
            PeerRefresh.refuse(invite, leastSession);
            return;
        }
        var opening = start.opening();
        var provider = served == null || !opening.incoming() ? null : served.account();
        var leg = Leg.answering(request, FirstLeg.opening(services, invite, provider));
        var beginning = new Beginning(invite, leg, start.attempts(), new CallRecord(opening), served, refused);
        var account = new OwnAccount(ctx.getSelf(), served);
        run(Call.create(services, account, beginning), opening.incoming(), invite.loop());
    }

    private void fork(ActorRef<CallCommand> call, ServedAccount served) {
        var why = admission.refusal(served, false, false);
        if (why == null) live.fork(call);
        trunksInUse.now(id, live.trunks());
        call.tell(new CallCommand.Forked(why));
    }

    private void adopted(Adopt asked, @Nullable Map<Party, Leg> legs, @Nullable Throwable failure) {
        var call = asked.call();
        if (legs == null) {
            log.warn("call not adopted callid={} account={} reason=\"{}\"", call.id(), id, String.valueOf(failure));
            services.book().lost(call);
            return;
        }
        var caller = call.legs().get(Party.CALLER);
        var loop = services.edge().loopOf(caller == null ? call.id() : caller.callId());
        var account = asked.account();
        var own = new OwnAccount(ctx.getSelf(), account == null ? null : new ServedAccount(account));
        run(AdoptedCall.create(services, own, call, legs, loop), call.incoming(), loop);
    }

    private void run(Behavior<CallCommand> behavior, boolean incoming, Loop loop) {
        var call = ctx.spawnAnonymous(behavior, LoopExecutor.on(loop));
        ctx.watchWith(call, new Ended(call));
        live.add(call, incoming);
        trunksInUse.now(id, live.trunks());
    }

    /** Before a call came of it. */
    private void turnAway(Begin begin, Refusal why) {
        services.book().refused(begin.opening(id), why);
        switch (begin) {
            case Incoming(var invite, var _) -> refuse(invite, why);
            case Outgoing _, Transit _ -> begin.refuse(why);
        }
    }

    private void refuse(ServerTransaction invite, Refusal refusal) {
        log.info(
                "call refused reason=\"{}\" callid={} account={}",
                refusal.text(),
                invite.request().callId(),
                id);
        refusal.answer(invite);
    }
}
