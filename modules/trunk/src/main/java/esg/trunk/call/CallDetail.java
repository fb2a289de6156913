package esg.trunk.call;

import esg.domain.cdr.EndedBy;
import esg.trunk.call.Dialogs.Party;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What records say of a call that monitors do not show.
 *
 * @param by who ended it; null while it lives
 * @param sdp what each party last said of its media in a call that was answered and is over; not to be written to
 */
public record CallDetail(CallFacts facts, @Nullable EndedBy by, Map<Party, byte[]> sdp) {
    /** Of a call of which no more is known. */
    public static final CallDetail NONE = new CallDetail(CallFacts.UNKNOWN, null, Map.of());
}
