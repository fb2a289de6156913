package esg.cluster.downing;

import com.typesafe.config.Config;
import esg.cluster.lifeline.Lifelines;
import esg.cluster.lifeline.Verdict;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DeadlineFailureDetector;
import org.apache.pekko.remote.FailureDetectorWithAddress;
import org.jspecify.annotations.Nullable;

/**
 * A node is unreachable when the lifeline says that it is silent or dead; slow heartbeats only back that up. Made by Pekko, one for each
 * peer, which {@code pekko.cluster.failure-detector.implementation-class} tells to.
 */
public final class LifelineDetector extends DeadlineFailureDetector implements FailureDetectorWithAddress {
    private final String node;
    private volatile @Nullable String peer;

    /** Called by Pekko with its section {@code pekko.cluster.failure-detector}. */
    public LifelineDetector(Config config, EventStream events) {
        super(config, events);
        node = config.getString("esg-node");
    }

    @Override
    public void setAddress(String address) {
        peer = address;
    }

    @Override
    public boolean isAvailable() {
        var address = peer;
        return super.isAvailable() && (address == null || Lifelines.verdict(node, address) == Verdict.ALIVE);
    }
}
