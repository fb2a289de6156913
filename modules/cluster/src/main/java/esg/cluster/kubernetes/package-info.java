/**
 * Nodes as pods of Kubernetes, whose addresses nobody can write into a file: {@link esg.cluster.kubernetes.KubernetesSettings} says which
 * pods are nodes of this cluster, Pekko's Cluster Bootstrap asks the API server for them and each of them whom to join. Nothing here decides who
 * serves: that stays with placement, downing and fence. Deliberately absent: any write to Kubernetes.
 */
@NullMarked
package esg.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
