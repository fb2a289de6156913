package esg.esg;

import esg.esg.cluster.ClusterOptions;
import esg.esg.drill.DrillFailure;
import esg.esg.drill.DrillOptions;
import esg.esg.settings.StartFailure;

/** What the commands of the command line start. */
record Starters(NodeStarter node, Cluster cluster, Drills drills) {
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

    /** Does a drill. */
    @FunctionalInterface
    interface Drills {
        /**
         * Does it to its end.
         *
         * @return exit code of the process
         * @throws StartFailure when the cluster does not start
         * @throws DrillFailure when the drill cannot be done
         */
        int run(DrillOptions options) throws StartFailure, DrillFailure;
    }
}
