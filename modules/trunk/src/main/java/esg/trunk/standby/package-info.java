/**
 * Lets established calls outlive their node. Each node gives what {@link esg.trunk.call.CallState} holds of a call to the node that is
 * next in line for the call's account, and takes on those it was given when their node is removed from the cluster. One copy, in memory:
 * a call is lost when both nodes die at once. How a call is carried on is {@code trunk.call}'s business, who is next in line the
 * cluster's.
 */
@NullMarked
package esg.trunk.standby;

import org.jspecify.annotations.NullMarked;
