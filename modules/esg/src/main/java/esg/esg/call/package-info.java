/**
 * {@code ./esg call}: a telephone for one call from this machine to a node's inside, that shows every message and says whether audio was
 * heard. A peer like any other: it knows of the node what its settings say, and no more. Read {@link esg.esg.call.PlacedCall} first.
 */
@NullMarked
package esg.esg.call;

import org.jspecify.annotations.NullMarked;
