package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.domain.account.Account;
import esg.sip.transaction.ServerTransaction;
import esg.domain.account.CallOptions;
import esg.domain.account.CallOptions.Redirect;
import esg.sip.transport.Side;
import esg.trunk.account.ServedAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call begins.
 *
 * @param invite the caller's transaction
 * @param attempts second legs to try, in order; never empty
 * @param served the account whose options it follows; null for a call that stays inside
 * @param refused hears once when all attempts came to nothing; a cancelled call is not a refused one
 */
record Beginning(
        ServerTransaction invite,
        Leg caller,
        List<Attempt> attempts,
        CallRecord record,
        @Nullable ServedAccount served,
        Caller refused) {
    @Nullable
    Account account() {
        return served == null ? null : served.account();
    }

    CallOptions options() {
        return served == null ? CallOptions.DEFAULT : served.account().opts().calls();
    }

    /** Null when a 3xx is not to be followed: it is the caller's business (RFC 3261 §16.7 step 4 leaves us the choice). */
    @Nullable
    Redirects redirects() {
        boolean follows = !record.isIncoming() && options().redirect() == Redirect.FOLLOW;
        return follows && served != null ? new Redirects(served) : null;
    }

    /** Whether the caller may be asked to acknowledge provisional answers: a provider as its account says. */
    boolean asksCallerForPrack() {
        return !record.isIncoming() || options().rel100();
    }

    /** Whether the far end of an attempt may answer reliably: a provider as its account says. */
    boolean asksForReliable(Attempt attempt) {
        return attempt.way().side() == Side.INSIDE || options().rel100();
    }
}
