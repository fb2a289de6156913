@NullMarked
package esg.media.rtpengine;

import org.jspecify.annotations.NullMarked;
