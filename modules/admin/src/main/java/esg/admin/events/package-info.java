/**
 * What happens on the nodes, told while it happens ({@code GET /api/events}). What an event is stands in {@link esg.admin.events.Event}; the
 * wiring implements {@link esg.admin.events.Events}.
 */
@NullMarked
package esg.admin.events;

import org.jspecify.annotations.NullMarked;
