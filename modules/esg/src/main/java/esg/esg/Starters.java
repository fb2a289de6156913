package esg.esg;

import esg.esg.call.CallOptions;
import esg.esg.cluster.ClusterOptions;
import esg.esg.drill.DrillFailure;
import esg.esg.drill.DrillOptions;
import esg.esg.settings.StartFailure;

/** What the commands of the command line start. */
record Starters(NodeStarter node, Cluster cluster, Drills drills, Calls calls) {
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

    /** Places a call. */
    @FunctionalInterface
    interface Calls {
        /**
         * Places it and waits for its end.
         *
         * @return exit code of the process
         * @throws StartFailure when it cannot be placed from here
         */
        int run(CallOptions options) throws StartFailure;
    }
}
