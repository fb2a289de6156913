/**
 * Anchors media at rtpengines, which forward it in the kernel, transcode and speak SRTP; we tell them by their ng protocol (bencode over
 * UDP) what the ends said. What rtpengine does not tell is not guessed: losses and jitter stay 0, key presses pass unnoticed. Read
 * {@link esg.media.rtpengine.Rtpengine} first, then {@link esg.media.rtpengine.NgRequests}, which is all that is said to an engine.
 */
@NullMarked
package esg.media.rtpengine;

import org.jspecify.annotations.NullMarked;
