/**
 * Tells others of what happens on this node, by POST. Each event is told by one node, that on which it happened; what cannot be told is
 * tried again for a while, and counted when it is given up. Read {@link esg.esg.webhook.Webhooks} first.
 */
@NullMarked
package esg.esg.webhook;

import org.jspecify.annotations.NullMarked;
