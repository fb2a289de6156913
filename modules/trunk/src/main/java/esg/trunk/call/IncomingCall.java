package esg.trunk.call;

import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;

/**
 * What the router may know of a call from a provider.
 *
 * @param account the account the call came in on
 * @param numbers the numbers after normalization; {@code calledParty} holds the number as the provider dialled it
 */
public record IncomingCall(Account account, CallNumbers numbers) {}
