/**
 * Never two owners (BND-06), also while nodes hang or are cut off: {@link esg.cluster.fence.Fence} says whether this node may serve now,
 * {@link esg.cluster.fence.Promises} what it has granted to others, {@link esg.cluster.fence.StartGate} when accounts of a node that
 * was given up may start, {@link esg.cluster.fence.FailureWatch} feeds them from lifeline and membership and gives up who is proven dead.
 * Which side of a partition goes on is deliberately absent: that is {@link esg.cluster.downing}. Read docs/adr/0006 first.
 */
@NullMarked
package esg.cluster.fence;

import org.jspecify.annotations.NullMarked;
