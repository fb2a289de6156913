package esg.sip.transport;

/** The side of the gateway a packet is seen on: toward providers, or toward the platform. */
public enum Side {
    OUTSIDE,
    INSIDE
}
