/**
 * INVITEs from outside that this node refused, kept for whoever wants to know why calls do not come in: the last ones, bounded in number
 * and bytes, written on a thread of their own. What was dropped by the border filter without an answer is deliberately absent, for a flood
 * would push all else out. Read {@link esg.trunk.refused.RefusedInvites} first.
 */
@NullMarked
package esg.trunk.refused;

import org.jspecify.annotations.NullMarked;
