/**
 * Keeps one account's binding alive at its provider (RFC 3261 §10.2, REG-01..12). Decided here: what a REGISTER looks like, when the next
 * one goes out, how long a provider that refuses is left alone, and what of it outlives the node. Whether an account is to be registered at
 * all is the account's business. Read {@link esg.trunk.registration.Registration} first; the rules stand apart in
 * {@link esg.trunk.registration.RegistrarAnswer}, {@link esg.trunk.registration.Lifetime} and {@link esg.trunk.registration.Backoff}.
 */
@NullMarked
package esg.trunk.registration;

import org.jspecify.annotations.NullMarked;
