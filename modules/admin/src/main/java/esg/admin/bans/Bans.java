package esg.admin.bans;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Bans on the nodes of the cluster. None of it blocks. */
public interface Bans {
    /** What each node knows; one that does not answer in time is left out. */
    CompletionStage<List<NodeBans>> list();

    /**
     * Ends the ban of a source on every node and has them forget what it did; one that is pinned ends with its document.
     *
     * @return whether any node had anything to end or forget; fails with {@link esg.admin.nodes.Nodes.NoAnswer}
     */
    CompletionStage<Boolean> lift(String address);

    /** Whether nobody may ban it, for it is the gateway's own or trusted. */
    boolean isExempt(InetAddress source);
}
