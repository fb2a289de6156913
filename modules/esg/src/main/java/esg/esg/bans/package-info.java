/**
 * What nodes tell each other of bans: those they impose, so that a scanner finds no second node; those people lift; and all they know,
 * for people. What operators pin comes to every node with the configuration instead. Read {@link esg.esg.bans.ClusterBans} first.
 */
@NullMarked
package esg.esg.bans;

import org.jspecify.annotations.NullMarked;
