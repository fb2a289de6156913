/**
 * The embedded engine of {@link esg.media.relay}: a few threads that read the sockets of their sessions and send each packet on from the
 * other end's, as it is. Nothing is decoded, transcoded or encrypted; that is rtpengine's.
 *
 * <p>Java's own channels and not Netty's, as a stream of speech has one packet in its socket at a time, so that reading many at once gains
 * nothing; and Netty makes objects of each packet and of its address, where a channel gives the address it gave before. Read {@link
 * esg.media.bgmg.Side} first, then {@link esg.media.bgmg.RelaySession}.
 */
@NullMarked
package esg.media.bgmg;

import org.jspecify.annotations.NullMarked;
