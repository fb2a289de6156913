/**
 * The provider accounts this node serves. Decided here: what an account does when its configuration changes, when it moves and when the node
 * ends. What calls need of it stands in {@link esg.trunk.account.ServedAccount}, read by I/O loops without asking any actor; which accounts
 * exist and where they live is decided elsewhere. Start with {@link esg.trunk.account.ServedAccounts}, then
 * {@link esg.trunk.account.AccountActor}.
 */
@NullMarked
package esg.trunk.account;

import org.jspecify.annotations.NullMarked;
