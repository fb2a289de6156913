package esg.trunk.call;

import esg.domain.account.AccountId;

/** What another node holds of a call, to act for it when its node dies. */
public sealed interface KeptCall permits CallState, RingingCall {
    /** As monitors show the call. */
    String id();

    /** {@code d/code}; the code is "" for a call that stays inside. */
    String account();

    /** The same, taken apart. */
    default AccountId accountId() {
        int slash = account().indexOf('/');
        return new AccountId(account().substring(0, slash), account().substring(slash + 1));
    }
}
