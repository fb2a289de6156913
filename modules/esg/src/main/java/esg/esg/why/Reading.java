package esg.esg.why;

import esg.admin.why.Explanation.Outcome;
import esg.admin.why.Explanation.Stage;
import esg.admin.why.Packet;
import esg.admin.why.Why.Unreadable;
import esg.domain.Rejection;
import esg.sip.alg.Alg;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult;
import esg.sip.message.ParseResult.Garbage;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A packet read as the edge reads it.
 *
 * @param fault what its sender would hear for its form
 */
record Reading(SipRequest invite, Optional<Outcome> fault) {
    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:Content-Length|l)[ \\t]*:[^\\r\\n]*\\r?\\n");

    /** Throws {@link Unreadable} for what is no INVITE, or not even an answer could be given to. */
    static Reading of(Packet packet, Alg alg) {
        return switch (parsed(alg.incoming(packet.bytes()), packet.cut())) {
            case Parsed(SipRequest request) -> invite(request, Optional.empty());
            case Parsed(SipResponse _) -> throw new Unreadable("must be an INVITE, is a response");
            case Malformed(var request, int status, var why) -> {
                if (request == null) throw new Unreadable("cannot be read: " + why);
                var rejection = status == 505 ? Rejection.VERSION_NOT_SUPPORTED : Rejection.BAD_REQUEST;
                yield invite(request, Optional.of(new Outcome(Stage.EDGE, status, rejection.text() + ": " + why)));
            }
            case Garbage(var why) -> throw new Unreadable("cannot be read: " + why);
        };
    }

    /** What was cut off is no fault of the sender: the length it gave goes with it. */
    private static ParseResult parsed(byte[] packet, boolean cut) {
        var read = MessageParser.parse(packet);
        if (!cut || read instanceof Parsed) return read;
        var text = new String(packet, StandardCharsets.ISO_8859_1);
        var without = LENGTH.matcher(text).replaceFirst("");
        return MessageParser.parse(without.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Reading invite(SipRequest request, Optional<Outcome> fault) {
        if (request.method().equals("INVITE")) return new Reading(request, fault);
        throw new Unreadable("must be an INVITE, is " + request.method());
    }
}
