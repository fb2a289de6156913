/**
 * Decides which account an incoming INVITE belongs to (INC-02..11) and whether its sender may use it (SRC-01).
 * Pure functions over an index built once for each set of accounts served: no actor, no DNS, no clock. Whether a
 * trunk is free is deliberately absent. {@link esg.domain.match.AccountTrace} says why accounts did not match. Read
 * {@link esg.domain.match.AccountIndex} first.
 */
@NullMarked
package esg.domain.match;

import org.jspecify.annotations.NullMarked;
