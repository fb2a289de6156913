/**
 * The SIP-ALG: in every packet of the outside listeners the addresses we have (gray) and those the world knows (white) stand for each other
 * (ALG-01..05). Pure functions over bytes: no socket, no clock. Which packets pass through is decided by those who call; ports and names are
 * deliberately not looked at. Read {@link esg.sip.alg.Alg} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.alg;
