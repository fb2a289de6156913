/**
 * Nodes as pods of Kubernetes, whose addresses nobody can write into a file: {@link esg.cluster.kubernetes.KubernetesSettings} says which
 * pods are nodes of this cluster, Pekko's Cluster Bootstrap asks the API server for them and each of them whom to join. Who serves is not decided
 * here: that stays with placement, downing and fence. {@link esg.cluster.kubernetes.ShardLeaseSettings} lets Kubernetes forbid it, for
 * those who fear two clusters more than seconds without service; what a lease cannot do for us is in docs/adr/0011.
 */
@NullMarked
package esg.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
