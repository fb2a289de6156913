/**
 * What TLS connections are secured with: certificates and keys from PEM files, whom we trust, and whether a certificate is the one of who was
 * asked for (RFC 5922). Files are read again when they change. Sockets, handshakes and their bounds are deliberately absent, they are
 * {@code esg.sip.transport}'s. Read {@link esg.sip.tls.TlsContext} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.tls;
