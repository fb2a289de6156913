/**
 * The provider accounts this node serves. What calls need of an account stands in {@link esg.trunk.account.ServedAccount}, read by I/O
 * loops without asking any actor; which accounts exist and where they live is decided elsewhere. Start with
 * {@link esg.trunk.account.ServedAccounts}.
 */
@NullMarked
package esg.trunk.account;

import org.jspecify.annotations.NullMarked;
