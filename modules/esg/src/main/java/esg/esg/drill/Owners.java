package esg.esg.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who serves which account, by account number.
 *
 * @param registered accounts whose registration stands
 */
record Owners(Map<Integer, Owner> owners, int registered) {
    /**
     * One account's.
     *
     * @param node roleid
     * @param since milliseconds of the wall clock
     */
    record Owner(int node, long since) {}

    Owners {
        owners = Map.copyOf(owners);
    }

    /** Reads {@code GET /api/monitor/v1/esg/active?regs=true}. Nodes that are shown offline serve nothing. */
    static Owners from(JsonNode monitor) {
        Map<Integer, Owner> owners = new HashMap<>();
        int registered = 0;
        for (var site : monitor.at("/data/sites")) {
            for (var server : site.path("servers")) {
                if (!server.path("online").asBoolean()) continue;
                for (var reg : server.path("regs")) {
                    var since = Instant.parse(reg.path("ownersince").asText()).toEpochMilli();
                    var owner = new Owner(server.path("srvidx").asInt(), since);
                    // An answer put together of several nodes' may show an account on its way twice: the later one has
                    // it.
                    owners.merge(
                            Names.account(reg.path("code").asText()),
                            owner,
                            (one, other) -> one.since > other.since ? one : other);
                    if (reg.path("regstate").asText().equals("registered")) registered++;
                }
            }
        }
        return new Owners(owners, registered);
    }

    /** Accounts per roleid. */
    Map<Integer, Long> spread() {
        Map<Integer, Long> spread = new TreeMap<>();
        for (var owner : owners.values()) spread.merge(owner.node, 1L, Long::sum);
        return spread;
    }

    /** Whether every account is where it is in the other. */
    boolean samePlaces(Owners other) {
        if (!owners.keySet().equals(other.owners.keySet())) return false;
        return owners.entrySet().stream().allMatch(entry -> other.at(entry.getKey()).node == entry.getValue().node);
    }

    /** Nobody is roleid 0. */
    Owner at(int account) {
        return owners.getOrDefault(account, new Owner(0, 0));
    }
}
