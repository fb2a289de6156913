package esg.trunk.call;

import esg.trunk.account.ServedAccount;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The account of a call, as the call knows it.
 *
 * @param calls counts it
 * @param served null for a call that stays inside, or when the account is gone
 */
record OwnAccount(
        ActorRef<AccountCalls.Command> calls, @Nullable ServedAccount served) {}
