package esg.admin.bans;

import java.util.List;

/** What one node knows, the most severe first. */
public record NodeBans(String node, List<BanState> bans) {
    public NodeBans {
        bans = List.copyOf(bans);
    }
}
