/**
 * The record of every packet as it was on the wire (LOG-01..05). Decides the line format, the files and what happens when the disk is slow or
 * full: lines are lost and counted, calls never wait; and reads them again. Other logs are files of the same kind
 * ({@link esg.sip.packetlog.LogFiles}). Knows nothing of SIP messages; who is banned is decided by the border. Read
 * {@link esg.sip.packetlog.PacketLog} first.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.packetlog;
