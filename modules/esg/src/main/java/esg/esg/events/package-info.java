/**
 * What happens on the nodes, for whoever listens. Nothing in calls or registrations knows of it: while somebody listens, a node looks at itself
 * four times a second and tells what has changed ({@link esg.esg.events.Changes}, a pure function). Read {@link esg.esg.events.ClusterEvents} first.
 */
@NullMarked
package esg.esg.events;

import org.jspecify.annotations.NullMarked;
