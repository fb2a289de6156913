package esg.sip.ban;

import esg.domain.ban.Offence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A source as people see it.
 *
 * @param address see {@link esg.domain.ban.Sources#text}
 * @param offences since it is remembered
 * @param until end of the ban; empty when it is not banned, or until it is lifted
 * @param packets dropped here by the ban
 * @param bans how often it was banned, as far as that is not forgotten
 * @param alarms how often its budget ran out while it was known
 * @param node that has imposed the ban; "" for an operator, and where there is none
 * @param note an operator's
 */
public record BanView(
        String address,
        State state,
        Map<Offence, Integer> offences,
        Optional<Instant> until,
        long packets,
        int bans,
        int alarms,
        String node,
        String note) {
    /** Most severe first. */
    public enum State {
        /** By an operator. */
        PINNED,
        BANNED,
        /** It has offended within its budget, or is known. */
        WATCHED
    }
}
