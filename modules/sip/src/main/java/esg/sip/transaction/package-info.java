/**
 * Transactions of RFC 3261 §17 with RFC 6026, client and server, and what stands before them: which requests are refused before
 * anybody sees them, where responses go, which thread a call lives on. Each loop has its own {@link esg.sip.transaction.TransactionLayer},
 * touched by that loop alone, so there are no locks. Dialogs, retransmission of 2xx and ACK for 2xx are deliberately absent: they are
 * the call's business. Read {@link esg.sip.transaction.SipEdge} first, then one state machine, for example
 * {@link esg.sip.transaction.InviteServer}.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.transaction;
