package esg.trunk.account;

import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What an account's actor is told. */
public sealed interface AccountCommand extends Wire
        permits AccountCommand.Look,
                AccountCommand.Release,
                AccountCommand.Leave,
                AccountCommand.Locate,
                AccountCommand.Announce,
                AccountCommand.CountTrunks,
                AccountCommand.RegisterNow,
                AccountEvent {
    /**
     * Look at the account's configuration again: the first message an actor gets, then sent after each change. An account that is gone
     * unregisters and its actor stops; a disabled one unregisters and stays.
     */
    record Look() implements AccountCommand {}

    /** Hand over: serve no more, at once, and leave the binding to whoever comes next. */
    record Release() implements AccountCommand {}

    /** The node ends: unregister, then answer and stop, in bounded time. */
    record Leave(ActorRef<Done> replyTo) implements AccountCommand {}

    /** Say where the account is served; who is about to leave says nothing. */
    record Locate(ActorRef<Located> replyTo) implements AccountCommand {}

    /**
     * Where an account is served.
     *
     * @param node address of its actor system
     */
    record Located(AccountId id, String node) implements Wire {}

    /** Say when the provider has been told where the account is now, or could not be told, or needs not. */
    record Announce(ActorRef<Announced> replyTo) implements AccountCommand {}

    /** Calls from the provider come to its new owner from now on, as far as that one could see to it. */
    record Announced(AccountId id) implements Wire {}

    /** Register at once, also while a pause runs after a failure. Unanswered by who is about to leave. */
    record RegisterNow(ActorRef<Registering> replyTo) implements AccountCommand {}

    /**
     * What came of {@link RegisterNow}.
     *
     * @param registers false for an account that is disabled or point-to-point
     */
    record Registering(AccountId id, boolean registers) implements Wire {}

    /**
     * A node that does not serve the account carries calls of it, which its owner has to count.
     *
     * @param node who tells; forgotten when it ends
     * @param live calls there now
     */
    record CountTrunks(ActorRef<TrunksNoted> node, int live, int incoming) implements AccountCommand {}

    /** Counted, by this owner. */
    record TrunksNoted(AccountId id, int live, ActorRef<AccountCommand> owner) implements Wire {}
}
