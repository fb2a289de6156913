/**
 * The packets of one call, out of the packet logs of all nodes, for the diagram of its legs (DIA-01). Which Call-IDs belong to a call is
 * decided by {@link esg.admin.monitor.DiagramDocument}. Read {@link esg.esg.diagram.ClusterPackets} first.
 */
@NullMarked
package esg.esg.diagram;

import org.jspecify.annotations.NullMarked;
