package esg.esg.nodes;

import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.monitor.NodeState.RuleCount;
import java.util.List;
import java.util.Optional;

/** What a node tells of itself, and does when told to. For any thread; nothing here blocks. */
public interface OwnNode {
    /** {@code esg1@127.0.0.1}. */
    String node();

    /** Its site and address, as in MON-03. */
    Place place();

    /** Accounts served here. */
    int accountCount();

    /** Calls that have not ended. */
    int liveCalls();

    /** Accounts served here, in full. */
    List<Reg> registrations();

    /** Live and recent calls. */
    List<Call> calls();

    /** Rules of the border filter and how often each has decided here. */
    List<RuleCount> border();

    /** Addresses by which providers know it, besides its own (STN-01). */
    List<String> externalAddresses();

    boolean draining();

    /** Begins to drain, once; see {@link esg.admin.nodes.Nodes#drain}. */
    void drain();

    /** Ends a call for both its parties; false when no such call lives here. */
    boolean hangUp(String call);

    /**
     * Where it stands.
     *
     * @param address of the node, without a port
     * @param roleid empty when it is no instance
     */
    record Place(String site, String address, Optional<Integer> roleid) {}
}
