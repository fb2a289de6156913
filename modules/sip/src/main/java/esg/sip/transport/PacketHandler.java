package esg.sip.transport;

/** Takes what the sockets deliver, on the loop that read it. */
public interface PacketHandler {
    /** One UDP datagram or one message framed from a TCP stream, for the packet log too; keep-alives never come here. */
    void received(Loop loop, Flow flow, byte[] packet);

    /** A TCP connection has ended; its flow is good for nothing more. */
    void connectionClosed(Flow flow);
}
