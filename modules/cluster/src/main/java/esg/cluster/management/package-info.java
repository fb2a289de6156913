/**
 * Pekko Management: who is in the cluster, whether this node is alive and whether it serves, by HTTP, for supervisors and load balancers.
 * Read only: nodes are steered by ESG's own REST, which asks for a token; nobody is asked for one here, so it listens on loopback unless
 * told otherwise. Where Kubernetes says who is there, nodes also ask each other here whom to join. Read
 * {@link esg.cluster.management.Management} first.
 */
@NullMarked
package esg.cluster.management;

import org.jspecify.annotations.NullMarked;
