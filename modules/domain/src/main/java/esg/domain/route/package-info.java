/**
 * Rules that say where a call of a domain goes, and the order in which they are tried (OUT-01..04, RTE-01). Whether
 * an account has a free trunk is deliberately absent: the caller goes to the next rule when it has none. Read
 * {@link esg.domain.route.RouteTable} first.
 */
@NullMarked
package esg.domain.route;

import org.jspecify.annotations.NullMarked;
