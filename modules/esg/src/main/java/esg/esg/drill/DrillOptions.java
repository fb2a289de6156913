package esg.esg.drill;

import esg.esg.cluster.ClusterOptions;
import java.time.Duration;

/**
 * What the command line says of a drill.
 *
 * @param accounts 1 to {@link #MOST_ACCOUNTS}, all registered at one registrar
 * @param runs how often each case is done
 * @param bars whether a missed bar is a failure
 */
public record DrillOptions(Kind kind, int accounts, int runs, boolean bars, Load load, ClusterOptions cluster) {
    /**
     * What goes on meanwhile.
     *
     * @param calls established when a node is lost; 0 for none
     * @param rate calls a second while nodes are restarted
     * @param watch how long nodes are only watched, once idle and once busy
     * @param known how long ago a node that is to hang or to be cut off began at least: one met just now may be silent for longer (ADR 6)
     */
    public record Load(int calls, int rate, Duration watch, Duration known) {}

    /** Their names have six digits. */
    public static final int MOST_ACCOUNTS = 100_000;

    public static final int MOST_CALLS = 10_000;

    /** More would be a load test. */
    public static final int MOST_RATE = 500;

    /** Two cannot lose one and still tell who is right. */
    public static final int LEAST_NODES = 3;
}
