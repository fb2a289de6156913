/** Tests of what we use of Pekko's inside, and of nodes that are killed, stopped and resumed. */
@NullMarked
package esg.cluster.downing;

import org.jspecify.annotations.NullMarked;
