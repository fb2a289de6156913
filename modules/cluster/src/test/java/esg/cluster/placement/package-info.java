/** Tests of how instances are told apart and shards are put on them. */
@NullMarked
package esg.cluster.placement;

import org.jspecify.annotations.NullMarked;
