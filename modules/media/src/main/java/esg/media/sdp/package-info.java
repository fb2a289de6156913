/**
 * Session descriptions (RFC 8866) as far as one audio stream of ours needs them: read what a peer offers or answers, say what we answer
 * or offer (RFC 3264). Pure but for {@link esg.media.sdp.LocalAudio}, which counts the versions of what we said. Descriptions that only
 * pass through the gateway are never read. Read {@link esg.media.sdp.LocalAudio} first.
 */
@NullMarked
package esg.media.sdp;

import org.jspecify.annotations.NullMarked;
