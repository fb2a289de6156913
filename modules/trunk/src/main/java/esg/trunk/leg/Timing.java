package esg.trunk.leg;

/**
 * Intervals of what a dialog repeats.
 *
 * @param t1Millis first interval between retransmissions of a 2xx (RFC 3261 §13.3.1.4), the estimate of a round trip
 * @param t2Millis longest such interval
 */
public record Timing(long t1Millis, long t2Millis) {}
