/**
 * Carries the rules of {@code domain.placement} into the cluster: {@link esg.cluster.placement.InstanceRoles} lets every member
 * know every instance before anything else is exchanged, {@link esg.cluster.placement.Membership} says which of them are live,
 * {@link esg.cluster.placement.PlacementAllocation} puts each shard on the best of those (BND-01..11). The ranking itself is
 * deliberately absent.
 */
@NullMarked
package esg.cluster.placement;

import org.jspecify.annotations.NullMarked;
