package esg.domain.conflict;

import esg.domain.account.AccountId;

/** An enabled account that no call can reach, and why. */
public record Unreachable(AccountId account, String why) {}
