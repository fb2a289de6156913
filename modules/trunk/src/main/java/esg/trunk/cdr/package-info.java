/**
 * Makes the call detail record of a call that is over. When it is made and where it goes is deliberately absent. Read
 * {@link esg.trunk.cdr.Cdrs}, then {@link esg.domain.cdr.Cdr}.
 */
@NullMarked
package esg.trunk.cdr;

import org.jspecify.annotations.NullMarked;
