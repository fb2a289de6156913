/** Tests of this package. */
@NullMarked
package esg.esg.cluster;

import org.jspecify.annotations.NullMarked;
