/**
 * Several nodes on this machine, each a process of its own, for trying out and for drills: {@link esg.esg.cluster.ClusterPlan} decides
 * names, ports and settings, {@link esg.esg.cluster.LocalCluster} carries it out. A node started here is started as by hand
 * ({@code ./esg run -c FILE}) and knows nothing of its siblings but their seed addresses; what keeps them one cluster is not here but in
 * module cluster. Nothing is restarted by itself: a node that dies is what one wants to watch. Start with
 * {@link esg.esg.cluster.ClusterRun}.
 */
@NullMarked
package esg.esg.cluster;

import org.jspecify.annotations.NullMarked;
