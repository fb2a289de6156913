/**
 * Requests that came in on one node and belong to a call of another (ADR 7). The socket and its transaction stay on the <em>ingress</em>
 * node, the call runs on the <em>carrier</em>, and between them go bytes and the number of the transaction: {@link
 * esg.trunk.remote.Crossing} lists all that crosses. {@link esg.trunk.remote.RemoteTransaction} is what the call answers on the carrier, so
 * calls do not know the difference. Retransmissions are deliberately absent: the transaction at the ingress absorbs them. Beside it,
 * {@link esg.trunk.remote.LeftBehind} counts trunks over nodes. Start with
 * {@link esg.trunk.remote.Exchange}, the one actor of a node that sends and receives all this.
 */
@NullMarked
package esg.trunk.remote;

import org.jspecify.annotations.NullMarked;
