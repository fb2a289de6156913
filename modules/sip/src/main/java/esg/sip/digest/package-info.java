/**
 * Answers the digest challenges of providers (RFC 3261 §22, RFC 7616, RFC 8760): reads challenges, however carelessly they are written,
 * picks the strongest and writes the credentials. When to answer, and when an answer was refused for good, is decided by whoever sent the
 * request. The other side of it is here too: {@link esg.sip.digest.Nonces} for challenges of our own, and
 * {@link esg.sip.digest.Authorization}, which tells whether an answer to one is right; whom to challenge, and who has which password, is not
 * known here. Read {@link esg.sip.digest.Challenges}, then {@link esg.sip.digest.DigestSession}.
 */
@NullMarked
package esg.sip.digest;

import org.jspecify.annotations.NullMarked;
