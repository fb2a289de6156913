package esg.cluster.fence;

import org.apache.pekko.actor.Address;

/**
 * The process of a member has ended, as is proven, and this node is in the right to act upon it: its fence is open. Published on the event stream
 * of this node as soon as it is known, which is long before all survivors have agreed to remove the member. Nothing of that process can send any more.
 *
 * @param node its address, and with the uid its incarnation
 */
public record Death(Address node, long uid) {}
