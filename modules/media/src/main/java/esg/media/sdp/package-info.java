/**
 * Session descriptions (RFC 8866). Where the gateway speaks itself: read what a peer offers or answers, say what we answer or offer
 * (RFC 3264), {@link esg.media.sdp.LocalAudio}. Where it relays media: tell one end what the other says, changed only where it names
 * addresses, ports and codecs, {@link esg.media.sdp.Editor} and {@link esg.media.sdp.CodecRule}. Pure but for the versions of what we said,
 * which are counted. Descriptions whose media does not pass the gateway are never read.
 */
@NullMarked
package esg.media.sdp;

import org.jspecify.annotations.NullMarked;
