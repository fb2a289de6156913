package esg.domain.conflict;

import esg.domain.account.AccountId;

/**
 * Two accounts that one INVITE can fit in the same step.
 *
 * @param first gets it when both or none may be used by its sender: (d, code) order
 * @param registration whether both are with registration, and so are found in steps 1.1 to 1.3, else in 2.1 to 2.3
 * @param user a user both have, or the patterns that may have one in common
 * @param host the same for their hosts; "" when they meet only in addresses of the instance, which fit every account (INC-06)
 * @param certain false when it is about a {@code /reg/} or two kinds of pattern, and no value was found that proves it
 * @param oneSender whether one sender may use both; else the source check tells them apart
 */
public record AccountPair(
        AccountId first,
        AccountId second,
        boolean registration,
        String user,
        String host,
        boolean certain,
        boolean oneSender) {
    /** The other one of the two. */
    public AccountId other(AccountId one) {
        return first.equals(one) ? second : first;
    }
}
