package esg.sip.alg;

import java.net.InetAddress;

/**
 * Two addresses of one family that stand for each other.
 *
 * @param gray as this machine has it
 * @param white as providers see it
 */
public record AlgPair(InetAddress gray, InetAddress white) {}
