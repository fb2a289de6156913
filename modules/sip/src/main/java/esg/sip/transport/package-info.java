/**
 * Sockets and the threads that serve them: bytes in, bytes out, and the timers of those who live on these threads.
 * Decides which listener and which connection a packet leaves by; knows nothing of what a SIP message means
 * (messages: {@code esg.sip.message}, retransmission: {@code esg.sip.transaction}) nor whom a certificate is for ({@code esg.sip.tls}). Read {@link esg.sip.transport.SipTransport} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.transport;
