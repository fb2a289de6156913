/**
 * The packets of one call, out of the packet log of this node, for the diagram of its legs (DIA-01). Which Call-IDs belong to a call is
 * decided by {@link esg.admin.monitor.DiagramDocument}; other nodes are not asked. Read {@link esg.esg.diagram.LoggedPackets} first.
 */
@NullMarked
package esg.esg.diagram;

import org.jspecify.annotations.NullMarked;
