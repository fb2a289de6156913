package esg.esg;

import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;

/** Starts a node and stays until it has stopped. */
@FunctionalInterface
public interface NodeStarter {
    /**
     * Runs one node in the foreground.
     *
     * @param config everything resolved, for the modules that read their own part
     * @param demo begin with a domain to try calls in
     * @return the exit code of the process
     * @throws StartFailure with what to tell the operator
     */
    int run(Config config, EsgSettings settings, boolean demo) throws StartFailure;
}
