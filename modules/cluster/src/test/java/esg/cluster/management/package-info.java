/** Tests of {@code esg.cluster.management}: rules on virtual time, sockets and members on loopback. */
@NullMarked
package esg.cluster.management;

import org.jspecify.annotations.NullMarked;
