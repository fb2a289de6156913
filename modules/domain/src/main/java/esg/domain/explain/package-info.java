/**
 * What an operator can do about calls that do not come in (INC-09, INC-12): which settings would let an INVITE in, tried before they are
 * told, and what many INVITEs of one sender have in common. Pure functions over accounts; why each account did not match stands in
 * {@link esg.domain.match.AccountTrace}. Read {@link esg.domain.explain.Suggestions} first.
 */
@NullMarked
package esg.domain.explain;

import org.jspecify.annotations.NullMarked;
