/** What tones and the relay share: UDP sockets for media, and the count of what is missing. */
@NullMarked
package esg.media.rtp;

import org.jspecify.annotations.NullMarked;
