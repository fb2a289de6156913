package esg.esg;

import esg.esg.cluster.ClusterOptions;
import esg.esg.settings.StartFailure;

/** What the commands of the command line start. */
record Starters(NodeStarter node, Cluster cluster) {
    /** Runs several nodes until told to end. */
    @FunctionalInterface
    interface Cluster {
        /**
         * Starts them, and stays.
         *
         * @return exit code of the process
         * @throws StartFailure with what to tell the operator
         */
        int run(ClusterOptions options) throws StartFailure;
    }
}
