package esg.admin.why;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;

/**
 * A packet and where it came from.
 *
 * @param bytes as on the wire, before the SIP-ALG
 * @param cut whether the end of it is missing, which is no fault of its sender
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Packet(byte[] bytes, InetSocketAddress source, Transport transport, boolean cut) {}
