/**
 * What nodes ask of each other for people: what they serve and carry, how much they log, and to drain. Each node has one
 * {@link esg.esg.nodes.NodeActor}, found by its path, so that nothing must be spread before it can be asked;
 * {@link esg.esg.nodes.ClusterNodes} asks them all and fills in those that stay silent. What a node says of itself comes from
 * {@link esg.esg.nodes.OwnNode}; the shape of the answers is module admin's. Deliberately absent: any memory of what others said before,
 * for an administrator would take it for the present.
 */
@NullMarked
package esg.esg.nodes;

import org.jspecify.annotations.NullMarked;
