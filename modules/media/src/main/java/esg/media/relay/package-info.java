/** The port behind which media of calls is anchored; engines implement it, calls know nothing else of them. */
@NullMarked
package esg.media.relay;

import org.jspecify.annotations.NullMarked;
