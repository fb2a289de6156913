package esg.trunk.call;

import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.trunk.account.Trunks;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** All calls of this node: an {@link AccountCalls} for each account that ever had one here. For any thread. */
public final class NodeCalls {
    private sealed interface Command {}

    private record Deliver(AccountId account, AccountCalls.Command command) implements Command {}

    private record ToAll(AccountCalls.Command command) implements Command {}

    private final Map<AccountId, ActorRef<AccountCalls.Command>> known = new ConcurrentHashMap<>();
    private final Map<AccountId, Trunks> trunks = new ConcurrentHashMap<>();
    private final Set<AccountId> watched = ConcurrentHashMap.newKeySet();
    private volatile Consumer<AccountId> counted = _ -> {};
    private volatile boolean closed;
    private final CallServices services;
    private final DispatcherSelector dispatcher;
    private final ActorRef<Command> parent;

    private NodeCalls(ActorSystem<?> system, CallServices services) {
        this.services = services;
        this.dispatcher = LoopExecutor.on(services.edge().transport().loop(0));
        this.parent = system.systemActorOf(serving(), "calls", Props.empty());
    }

    /** Starts the parent of all calls in {@code system}. */
    public static NodeCalls start(ActorSystem<?> system, CallServices services) {
        return new NodeCalls(system, services);
    }

    /** From now on no new call is taken; established ones go on. */
    public void close() {
        closed = true;
    }

    /** Why a call that fits nothing here is refused: another node may have it soon when this one gives away what it has. */
    public Rejection orClosed(Rejection otherwise) {
        return closed ? Rejection.SHUTTING_DOWN : otherwise;
    }

    /** Gives a call to its account. */
    public void deliver(AccountId account, AccountCalls.Command command) {
        if (closed && command instanceof AccountCalls.Begin call) {
            var why = Refusal.lost(Rejection.SHUTTING_DOWN);
            services.book().refused(call.opening(account), why);
            call.refuse(why);
            return;
        }
        var calls = known.get(account);
        if (calls != null) calls.tell(command);
        else parent.tell(new Deliver(account, command));
    }

    /** A call from the inside came to nothing before any account was asked: nobody tries it any more, and a record is all that is left of it. */
    public void refused(AccountId account, ServerTransaction invite, String route, Refusal why) {
        services.book().refused(CallOpening.of(account, false, invite, 0, route), why);
    }

    /** No node took a call that was to leave by an account of another one. */
    public void refusedElsewhere(AccountId account, Elsewhere.Outgoing call, Refusal why) {
        services.book().refused(CallOpening.of(account, false, call.invite(), call.number(), call.route()), why);
    }

    /** No node took a call from the provider of an account of another one. */
    public void refusedElsewhere(AccountId account, ServerTransaction invite, Refusal why) {
        services.book().refused(CallOpening.of(account, true, invite, 0, ""), why);
    }

    /** What would leave if this INVITE from the account's provider came; see {@link Preview}. */
    public CompletionStage<Preview> preview(Account account, SipRequest invite) {
        return Preview.of(services, account, invite);
    }

    /** Live calls of an account on this node, which are its trunks in use here. */
    public int trunksInUse(AccountId account) {
        return trunks(account).all();
    }

    /** The same by direction. */
    public Trunks trunks(AccountId account) {
        return trunks.getOrDefault(account, Trunks.NONE);
    }

    /** Accounts with live calls on this node. */
    public Set<AccountId> accountsInUse() {
        return trunks.entrySet().stream()
                .filter(entry -> entry.getValue().all() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Who is told of each change of an account's live calls, once that account is watched; on any thread. */
    public void whenCounted(Consumer<AccountId> listener) {
        counted = listener;
    }

    /** From now on its changes are told. */
    public void watch(AccountId account) {
        watched.add(account);
    }

    public void unwatch(AccountId account) {
        watched.remove(account);
    }

    private void count(AccountId account, Trunks live) {
        if (live.all() > 0) trunks.put(account, live);
        else trunks.remove(account);
        if (!watched.isEmpty() && watched.contains(account)) counted.accept(account);
    }

    /** Ends every call of the node. */
    public void hangUpAll(String why) {
        parent.tell(new ToAll(new AccountCalls.HangUpAll(why)));
    }

    /**
     * Has every call tell the {@link StandBy} what it does not have yet. Calls that begin meanwhile tell it by themselves, if the stand-by
     * wanted them before this was called.
     */
    public void report() {
        parent.tell(new ToAll(new AccountCalls.Report()));
    }

    private Behavior<Command> serving() {
        return Behaviors.setup(ctx -> Behaviors.receiveMessage(command -> {
            switch (command) {
                case Deliver(AccountId account, AccountCalls.Command call) ->
                    known.computeIfAbsent(
                                    account,
                                    id -> ctx.spawnAnonymous(
                                            AccountCalls.create(id, services, this::count), dispatcher))
                            .tell(call);
                case ToAll(AccountCalls.Command all) -> known.values().forEach(calls -> calls.tell(all));
            }
            return Behaviors.same();
        }));
    }
}
