package esg.trunk.call;

import esg.domain.account.AccountId;

/**
 * Keeps what another node needs to carry on the calls of this one, should it die. Asked and told on the I/O loop of each call, so it must
 * not block. When somebody joins or leaves, all calls are asked to report, see {@link NodeCalls#report}.
 */
public interface StandBy {
    /** Whether another node would keep calls of this account: while none would, nothing need be told of them. */
    boolean wants(AccountId account);

    /** Whether the node that would keep this call has it. */
    boolean has(String id, AccountId account);

    /** A call is being set up. */
    void ringing(RingingCall call);

    /** A call was answered, or has changed since. */
    void keep(CallState call);

    /** A call is over, or nobody is there to keep it. Also told of calls that were never kept. */
    void forget(String id);
}
