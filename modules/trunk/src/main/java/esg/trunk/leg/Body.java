package esg.trunk.leg;

import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * The body a message goes on with.
 *
 * @param sdp a session description in place of the one received; null leaves the body as it is, whatever it is
 */
public record Body(byte @Nullable [] sdp) {
    /** As it was received. */
    public static final Body RECEIVED = new Body(null);

    public static final String SDP = "application/sdp";

    /** Whether a message says something of media (RFC 3264); bodies of several parts do not count. */
    public static boolean isSdp(SipMessage message) {
        if (message.bodyLength() == 0) return false;
        var type = message.contentType();
        return type != null && type.regionMatches(true, 0, SDP, 0, SDP.length());
    }

    /** Writes it. */
    public MessageBuilder put(MessageBuilder begun, SipMessage received) {
        var other = sdp;
        return other == null ? begun.bodyOf(received) : begun.body(SDP, other);
    }
}
