package esg.sip.transaction;

/**
 * The base values of RFC 3261 table 4, in milliseconds.
 *
 * @param t1 estimate of the round trip
 * @param t2 longest interval between retransmissions
 * @param t4 how long a message may linger in the network
 */
public record Timers(long t1, long t2, long t4) {
    /** §17.2.1: a 100 goes out unless the user answers within 200 ms. */
    static final long TRYING_AFTER = 200;

    /** Timers B, F, H, J, L and M: when a peer is given up, or can no longer repeat itself. */
    public long giveUp() {
        return 64 * t1;
    }
}
