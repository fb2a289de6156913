/** Audio and its description: what two ends agree on, and tones. Knows no SIP. */
@NullMarked
package esg.media;

import org.jspecify.annotations.NullMarked;
