package esg.sip.transport;

import java.net.InetSocketAddress;

/** Takes the STUN messages that come to our SIP sockets (RFC 5389 §8), on the loop that read them. */
@FunctionalInterface
public interface StunHandler {
    /** One datagram that has STUN's magic cookie where STUN has it; it may be anything else all the same. */
    void received(InetSocketAddress source, byte[] datagram);
}
