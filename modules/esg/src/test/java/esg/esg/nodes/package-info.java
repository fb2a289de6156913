/** Shows what nodes tell each other, and that one which stays silent spoils nothing. */
@NullMarked
package esg.esg.nodes;

import org.jspecify.annotations.NullMarked;
