/** Tests of a node's membership, with real actor systems on loopback; {@link esg.cluster.TestNode} starts them. */
@NullMarked
package esg.cluster;

import org.jspecify.annotations.NullMarked;
