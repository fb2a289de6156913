package esg.trunk.call;

import esg.trunk.leg.LegState;
import esg.cluster.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An established call as another node needs it to carry it on.
 *
 * @param id as monitors show it
 * @param account {@code d/code}
 * @param incoming from the provider
 * @param from user the caller is
 * @param to user the caller dialled
 * @param started milliseconds since 1970; {@code answered} likewise
 * @param callIds as {@link CallView#callIds()}
 * @param legs of caller and callee
 * @param sdp what each of them last said of its media; empty when it said nothing
 * @param facts for the record of it
 */
public record CallState(
        String id,
        String account,
        boolean incoming,
        String from,
        String to,
        long started,
        long answered,
        List<String> callIds,
        Map<Dialogs.Party, LegState> legs,
        Map<Dialogs.Party, byte[]> sdp,
        CallFacts facts)
        implements KeptCall, Wire {
    public CallState {
        callIds = List.copyOf(callIds);
        legs = Map.copyOf(legs);
        sdp = Map.copyOf(sdp);
        facts = Objects.requireNonNullElse(facts, CallFacts.UNKNOWN);
    }
}
