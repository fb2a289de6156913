package esg.esg.drill;

import esg.esg.cluster.ClusterOptions;

/**
 * What the command line says of a drill.
 *
 * @param accounts 1 to {@link #MOST_ACCOUNTS}, all registered at one registrar
 * @param runs how often each case is done
 * @param bars whether a missed bar is a failure
 */
public record DrillOptions(Kind kind, int accounts, int runs, boolean bars, ClusterOptions cluster) {
    /** Their names have six digits. */
    public static final int MOST_ACCOUNTS = 100_000;

    /** Two cannot lose one and still tell who is right. */
    public static final int LEAST_NODES = 3;
}
