package esg.admin.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One node of the cluster, live or not.
 *
 * @param node {@code name@address}, its id
 * @param address where other nodes reach it, {@code host:port}
 * @param roles enabled ones of esg, sg, b2b and bgmg
 * @param instance what placement knows of it; empty when it is not in role esg
 * @param state its member status: joining, up, leaving, exiting, down, or removed when it is a member no more
 * @param reachable whether it is a member and answers the cluster
 * @param told what it says of itself; empty when it did not answer in time
 */
public record NodeInfo(
        String node,
        String address,
        List<String> roles,
        Optional<Placing> instance,
        String state,
        boolean reachable,
        Optional<Told> told) {

    public NodeInfo {
        roles = List.copyOf(roles);
    }

    /**
     * Which accounts come to it (BND-01..11).
     *
     * @param priority lower serves first
     * @param unbound whether it serves accounts that do not name it
     */
    public record Placing(int roleid, int priority, boolean unbound) {}

    /**
     * What a node says of itself.
     *
     * @param accounts served there
     * @param calls live there
     * @param draining it hands over and waits for its calls
     * @param since when it started
     * @param externaladdrs by which providers know it: white ones of its SIP-ALG, and those STUN found with their port
     */
    public record Told(
            int accounts,
            int calls,
            String version,
            LogLevel loglevel,
            boolean draining,
            Instant since,
            List<String> externaladdrs) {

        public Told {
            externaladdrs = List.copyOf(Objects.requireNonNullElse(externaladdrs, List.of())); // older nodes tell none
        }
    }
}
