/** Tests of {@code esg.cluster.fence}: rules on virtual time, sockets and members on loopback. */
@NullMarked
package esg.cluster.fence;

import org.jspecify.annotations.NullMarked;
