/** Tests of what crosses nodes. */
@NullMarked
package esg.cluster.wire;

import org.jspecify.annotations.NullMarked;
