/**
 * Asks STUN servers from our SIP sockets by which address the world sees them (RFC 5389; STN-01), and providers whether they are there.
 * Decides whom to ask and when to ask again; what is written into messages then, {@code esg.sip.transport} decides. Deliberately absent:
 * answering others, authentication, ICE. Read {@link esg.sip.stun.StunClient} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.stun;
