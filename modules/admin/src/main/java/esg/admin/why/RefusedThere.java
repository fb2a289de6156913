package esg.admin.why;

import esg.domain.match.ServerAddresses;
import java.util.List;

/**
 * INVITEs that one node refused, the newest first.
 *
 * @param server addresses of that node (INC-06)
 */
public record RefusedThere(String node, ServerAddresses server, List<Refused> refused) {
    public RefusedThere {
        refused = List.copyOf(refused);
    }
}
