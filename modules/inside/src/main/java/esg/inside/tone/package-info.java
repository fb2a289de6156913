/**
 * Calls the gateway answers itself, by routes with action {@code test}: a tone or an echo, to hear whether a way to it works. Each is a
 * user agent server of its own (RFC 3261 §13.3). Which calls come here the router decides; how audio is sent, {@code esg.media.tone}.
 * Read {@link esg.inside.tone.TestCalls} first.
 */
@NullMarked
package esg.inside.tone;

import org.jspecify.annotations.NullMarked;
