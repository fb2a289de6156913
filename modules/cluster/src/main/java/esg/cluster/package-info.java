/**
 * This node as a member of the cluster: {@link esg.cluster.ClusterSettings} is what the operator says,
 * {@link esg.cluster.ClusterConfig} turns it into the settings an actor system starts with, {@link esg.cluster.Members} tells
 * who is there. Knows no SIP. Which node serves which account is decided in {@code domain.placement} and carried out in
 * {@link esg.cluster.sharding}; how a dead node is told from a slow one in {@link esg.cluster.lifeline},
 * {@link esg.cluster.fence} and {@link esg.cluster.downing}; how nodes find each other without seed nodes in
 * {@link esg.cluster.kubernetes}.
 */
@NullMarked
package esg.cluster;

import org.jspecify.annotations.NullMarked;
