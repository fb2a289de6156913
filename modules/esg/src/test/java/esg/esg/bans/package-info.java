/** Shows what nodes tell each other of bans. */
@NullMarked
package esg.esg.bans;

import org.jspecify.annotations.NullMarked;
