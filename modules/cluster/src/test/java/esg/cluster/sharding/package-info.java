/** Tests of accounts as actors, with real sharding and a configuration in memory. */
@NullMarked
package esg.cluster.sharding;

import org.jspecify.annotations.NullMarked;
