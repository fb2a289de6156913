package esg.trunk.refer;

import esg.domain.pattern.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dialog that an INVITE is to take the place of (RFC 3891 §3).
 *
 * @param toTag tag of who gets the INVITE
 * @param fromTag tag of who is replaced
 * @param earlyOnly only a dialog that is not answered yet
 */
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
    public static final String HEADER = "Replaces";

    /** Reads a header value; null when it names no dialog. */
    public static @Nullable Replaces read(String value) {
        var parts = value.split(";");
        var callId = parts[0].strip();
        String to = null;
        String from = null;
        boolean earlyOnly = false;
        for (var part : parts) {
            int equals = part.indexOf('=');
            var name = (equals < 0 ? part : part.substring(0, equals)).strip();
            var text = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (name.equalsIgnoreCase("to-tag")) to = text;
            else if (name.equalsIgnoreCase("from-tag")) from = text;
            else if (name.equalsIgnoreCase("early-only")) earlyOnly = true;
        }
        return callId.isEmpty() || to == null || from == null ? null : new Replaces(callId, to, from, earlyOnly);
    }

    /** Reads it from the header fields of a URI, which are escaped; null when it is not among them. */
    static @Nullable Replaces among(String headers) {
        for (var header : headers.split("&")) {
            int equals = header.indexOf('=');
            if (equals > 0 && header.substring(0, equals).equalsIgnoreCase(HEADER))
                return read(Pattern.unescaped(header.substring(equals + 1)));
        }
        return null;
    }

    /** As a header value. */
    @Override
    public String toString() {
        return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
    }
}
