/** Tests of {@code esg.cluster.lifeline}: rules on virtual time, sockets and members on loopback. */
@NullMarked
package esg.cluster.lifeline;

import org.jspecify.annotations.NullMarked;
