package esg.admin.monitor;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The accounts of the configuration, and what can be asked of whoever serves one; the wiring implements it. */
public interface Providers {
    /** What became of the wish. */
    enum Asked {
        REGISTERS,
        /** The account is disabled or point-to-point. */
        NOTHING_TO_REGISTER,
        /** No live instance may serve the account. */
        UNSERVED
    }

    /** All, as this node knows them. */
    Map<AccountId, Account> configured();

    /** Has an account register at once, whatever pause runs. Fails with {@link esg.admin.nodes.Nodes.NoAnswer}. */
    CompletionStage<Asked> register(AccountId id);
}
