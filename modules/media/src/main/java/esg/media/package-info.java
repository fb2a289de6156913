/** Audio and its description: what two ends agree on, tones, and the relay between two ends. Knows no SIP. */
@NullMarked
package esg.media;

import org.jspecify.annotations.NullMarked;
