/** Tests of {@code esg.cluster.kubernetes}: rules on virtual time, sockets and members on loopback. */
@NullMarked
package esg.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
