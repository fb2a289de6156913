/** Shows what nodes tell each other of INVITEs they refused. */
@NullMarked
package esg.esg.why;

import org.jspecify.annotations.NullMarked;
