package esg.sip.ban;

import java.net.InetAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * A source that is dropped.
 *
 * @param until end in milliseconds of the node's clock; {@link #FOREVER} for none
 * @param node that has imposed it; "" for an operator
 * @param why offences, or an operator's note
 * @param dropped packets, and connections that were asked for
 */
record Ban(InetAddress source, boolean pinned, long until, String node, String why, LongAdder dropped) {
    static final long FOREVER = Long.MAX_VALUE;

    static Ban imposed(InetAddress source, long until, String node, String why) {
        return new Ban(source, false, until, node, why, new LongAdder());
    }

    static Ban pinned(InetAddress source, long until, String note) {
        return new Ban(source, true, until, "", note, new LongAdder());
    }

    boolean isOver(long now) {
        return now >= until;
    }

    /** Whether another one says the same. */
    boolean isLike(Ban other) {
        return pinned == other.pinned && until == other.until && why.equals(other.why);
    }
}
