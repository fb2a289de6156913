package esg.trunk.call;

import esg.trunk.call.Dialogs.Party;
import esg.trunk.refer.SessionText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each end of a call is told of the other's media. Untouched (MED-01), until somebody has taken another's place: then whoever stayed
 * goes on hearing of one session (RFC 3264 §8), and so does the newcomer.
 */
final class Origins {
    /**
     * The last one for one end.
     *
     * @param said by the other end
     * @param told to this one
     */
    private record Last(byte[] said, byte[] told) {}

    private final Map<Party, Last> last = new EnumMap<>(Party.class);

    /** From now on what that end is told goes on from this; nothing when there is nothing. */
    void told(Party to, byte[] said, byte[] told) {
        if (told.length > 0) last.put(to, new Last(said, told));
    }

    /** Whether nobody has taken another's place. */
    boolean isEmpty() {
        return last.isEmpty();
    }

    /** What that end is told now that the other says this. */
    byte[] toward(Party to, byte[] said) {
        var before = last.get(to);
        if (before == null) return said;
        if (Arrays.equals(before.said, said)) return before.told;
        boolean touched = !Arrays.equals(before.said, before.told);
        var told = !touched && SessionText.goesOn(before.told, said) ? said : SessionText.after(before.told, said);
        last.put(to, new Last(said, told));
        return told;
    }
}
