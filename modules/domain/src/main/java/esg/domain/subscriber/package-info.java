/**
 * Subscribers: phones and PBXs "from below" that register on the platform, what a REGISTER of theirs does to their bindings (RFC 3261
 * §10.3), and as whom they may call. Digest, sockets and the keeping of bindings are deliberately absent. Read
 * {@link esg.domain.subscriber.RegistrationRules} first.
 */
@NullMarked
package esg.domain.subscriber;

import org.jspecify.annotations.NullMarked;
