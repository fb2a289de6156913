package esg.sip.transport;

import esg.sip.packetlog.PacketLog;

/**
 * What the sockets stand among.
 *
 * @param filter asked about everything that comes in
 * @param handler takes what the filter admits
 * @param packets takes note of packets both ways
 * @param gate asked before everything that goes out
 */
public record Surroundings(PacketFilter filter, PacketHandler handler, PacketLog packets, SendGate gate) {}
