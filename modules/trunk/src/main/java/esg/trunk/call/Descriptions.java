package esg.trunk.call;

import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Refresh;
import esg.trunk.refer.SessionText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each end of a call is told of the other's media. Untouched (MED-01), until somebody has taken another's place: then whoever stayed
 * goes on hearing of one session (RFC 3264 §8), and so does the newcomer.
 */
final class Descriptions {
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

    SipRequest toward(Party to, SipRequest request) {
        if (last.isEmpty() || !describes(request)) return request;
        return MessageBuilder.withBody(request, toward(to, request.body()));
    }

    SipResponse toward(Party to, SipResponse response) {
        if (last.isEmpty() || !describes(response)) return response;
        return MessageBuilder.withBody(response, toward(to, response.body()));
    }

    /** Whether a message tells of media. */
    static boolean describes(SipMessage message) {
        var type = message.contentType();
        boolean isSdp = type != null && type.regionMatches(true, 0, Refresh.SDP, 0, Refresh.SDP.length());
        return message.bodyLength() > 0 && isSdp;
    }
}
