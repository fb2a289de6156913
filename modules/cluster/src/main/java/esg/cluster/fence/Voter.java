package esg.cluster.fence;

import java.util.Comparator;

/**
 * A member as the fence counts it.
 *
 * @param uid of its incarnation
 * @param host with port: the order of addresses that Pekko's keep-majority decides ties by
 */
public record Voter(long uid, String host, int port, Standing standing) {
    /** What is certain of a membership. */
    public enum Standing {
        /** Known by all, perhaps already up for some. */
        JOINING,
        UP,
        /** Known by all, perhaps already gone for some. */
        LEAVING
    }

    static final Comparator<Voter> BY_ADDRESS =
            Comparator.comparing(Voter::host).thenComparingInt(Voter::port).thenComparingLong(Voter::uid);
}
