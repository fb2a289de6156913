package esg.admin.bans;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A source as one node sees it.
 *
 * @param address an IPv4 address, or an IPv6 prefix with {@code /64}
 * @param state banned, pinned or watched
 * @param offences how often which, by name, since it is remembered
 * @param until end of the ban; empty where there is none, or when it lasts until it is lifted
 * @param packets dropped there by the ban
 * @param bans how often it was banned, as far as that is not forgotten
 * @param alarms how often people were told of it instead
 * @param by node that has imposed the ban; "" for an operator, and where there is none
 * @param note an operator's
 */
public record BanState(
        String address,
        String state,
        Map<String, Integer> offences,
        Optional<Instant> until,
        long packets,
        int bans,
        int alarms,
        String by,
        String note) {
    public BanState {
        offences = Map.copyOf(offences);
    }
}
