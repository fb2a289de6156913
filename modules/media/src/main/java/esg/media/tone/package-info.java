/**
 * Tones over RTP (RFC 3550) in G.711: sent each 20 ms by one thread for all calls, with what comes in counted and, where asked for,
 * listened to. What is agreed with a peer comes from {@link esg.media.sdp}. Read {@link esg.media.tone.Tones} first.
 */
@NullMarked
package esg.media.tone;

import org.jspecify.annotations.NullMarked;
