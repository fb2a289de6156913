/**
 * The inside registrar (RFC 3261 §10.3): takes REGISTER at the inside listeners, knows who calls from there by digest, and tells where
 * subscribers can be reached. The outside edge is no registrar (SEC-03). Which rule sends a call to a subscriber is not decided here.
 *
 * <p>How nodes agree: every node answers from its own view of all bindings ({@link esg.inside.registrar.Bindings}), in which one address of
 * record is changed by one request at a time. What it changed it keeps in the database ({@link esg.inside.registrar.BindingKeeper}): a new
 * binding before the 200, a refresh after it. There writers take turns, and a state is written only if it supersedes the one that stands:
 * within a Call-ID by CSeq, else by time ({@link esg.domain.subscriber.Binding#supersedes}). Every node reads what others wrote, some
 * times a second, and takes it by the same rule; so all end with the same bindings, whoever was asked first. Two requests for one contact
 * at two nodes at once may both be granted; the later one stands. While the database is away each node goes on with what it knows and
 * writes it when the database is back. A node that dies has kept what it granted, and the others find it there.
 *
 * <p>Phones behind a NAT or on a connection can be reached by the node they registered at alone: others send their call there, with a
 * {@link esg.inside.registrar.Ticket}, as long as it lives. Read {@link esg.inside.registrar.Subscribers} first.
 */
@NullMarked
package esg.inside.registrar;

import org.jspecify.annotations.NullMarked;
