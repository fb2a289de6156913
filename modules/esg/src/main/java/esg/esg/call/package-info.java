/**
 * {@code ./esg call}: a telephone for one call from this machine to a node's inside, that shows every message and says whether audio was
 * heard. A peer like any other: it knows of the node what its settings say, and when all is over what REST tells of the other leg. Read {@link esg.esg.call.PlacedCall} first.
 */
@NullMarked
package esg.esg.call;

import org.jspecify.annotations.NullMarked;
