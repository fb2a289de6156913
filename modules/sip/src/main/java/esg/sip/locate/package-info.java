/**
 * Finds where a SIP server is (RFC 3263): NAPTR, SRV and addresses, in the order to try them. Which hop is in use and when to give one up
 * is the client transaction's business; there is no socket here but dnsjava's. Read {@link esg.sip.locate.Locator} first; names come
 * through the port {@link esg.sip.locate.Names}, whose answers {@link esg.sip.locate.CachedNames} keeps and serves stale.
 */
@NullMarked
package esg.sip.locate;

import org.jspecify.annotations.NullMarked;
