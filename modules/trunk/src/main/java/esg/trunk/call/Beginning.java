package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.domain.account.Account;
import esg.sip.transaction.ServerTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call begins.
 *
 * @param invite the caller's transaction
 * @param attempts second legs to try, in order; never empty
 * @param account whose call it is; null for one that stays inside
 * @param refused hears once when all attempts came to nothing; a cancelled call is not a refused one
 */
record Beginning(
        ServerTransaction invite,
        Leg caller,
        List<Attempt> attempts,
        CallRecord record,
        @Nullable Account account,
        Caller refused) {}
