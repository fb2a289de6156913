/**
 * What an administrator sees of the nodes and does with them: {@link esg.admin.nodes.Nodes} is the port, carried out by the wiring, which
 * asks the node in question wherever the request came in. Pure records and their documents; no HTTP, no cluster. Read
 * {@link esg.admin.nodes.NodeInfo} first.
 */
@NullMarked
package esg.admin.nodes;

import org.jspecify.annotations.NullMarked;
