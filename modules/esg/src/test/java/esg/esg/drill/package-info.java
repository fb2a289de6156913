/** Tests of this package. */
@NullMarked
package esg.esg.drill;

import org.jspecify.annotations.NullMarked;
