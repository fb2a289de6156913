package esg.media.bgmg;

import esg.media.rtp.Sequence;
import java.lang.invoke.VarHandle;

/** Counts what comes from one end. Written by its loop; who reads elsewhere sees what was so a moment ago. */
final class Heard {
    private final Sequence sequence = new Sequence();
    private boolean begun;
    private int source;
    private int transit;
    private boolean timed;
    private double jitterTicks;
    private int rate = 8000;
    private long packets;
    private long bytes;
    private long strangers;
    private long at;
    private boolean ever;

    /**
     * A packet of RTP.
     *
     * @param ticks a second of its timestamp; 0 for one that does not tell time, as events do not
     */
    void took(Header header, int size, int ticks, long now) {
        if (!begun || header.source() != source) {
            begun = true;
            source = header.source();
            sequence.anew();
            timed = false;
        }
        sequence.took(header.sequence());
        if (ticks > 0) time(header.timestamp(), ticks, now);
        took(size, now);
    }

    /** RFC 3550 §A.8, in floating point. */
    private void time(int timestamp, int ticks, long now) {
        int arrival = (int) (now / 1_000 * ticks / 1_000_000);
        int before = transit;
        transit = arrival - timestamp;
        if (timed && ticks == rate) jitterTicks += (Math.abs((double) (transit - before)) - jitterTicks) / 16;
        timed = true;
        rate = ticks;
    }

    /** A packet of anything else. */
    void took(int size, long now) {
        packets++;
        bytes += size;
        at = now;
        ever = true;
        VarHandle.releaseFence();
    }

    void stranger() {
        strangers++;
        VarHandle.releaseFence();
    }

    long packets() {
        VarHandle.acquireFence();
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long lost() {
        return sequence.lost();
    }

    double jitterMillis() {
        return jitterTicks * 1_000 / rate;
    }

    long strangers() {
        return strangers;
    }

    /** Whether anything has come at all. */
    boolean ever() {
        return ever;
    }

    /** When the last one came, by {@link System#nanoTime}. */
    long at() {
        return at;
    }
}
