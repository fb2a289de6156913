/**
 * One node, put together: opens the store, the sockets and the actor system, joins trunk and inside, and takes all down again in order.
 * Nothing is decided here; what stands here is who knows whom, and what comes first. Start with {@link esg.esg.node.Node}.
 */
@NullMarked
package esg.esg.node;

import org.jspecify.annotations.NullMarked;
