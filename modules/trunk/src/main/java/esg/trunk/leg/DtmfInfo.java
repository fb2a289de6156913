package esg.trunk.leg;

import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key pressed, as INFO tells it: {@code application/dtmf-relay} with a line for the key and one for its duration, or
 * {@code application/dtmf} with the key alone. No RFC names them, telephones of all makers speak them.
 *
 * @param key 0 to 9, A to D, {@code *} or {@code #}
 * @param millis how long it was pressed
 */
public record DtmfInfo(char key, int millis) {
    /** With more lines than one. */
    private static final String RELAY = "application/dtmf-relay";

    private static final String ALONE = "application/dtmf";
    private static final String KEYS = "0123456789*#ABCD"; // by number of their event (RFC 4733 §3.2)
    private static final int USUAL_MILLIS = 250;
    private static final int SHORTEST_MILLIS = 40; // below, a receiver may overlook it
    private static final int LONGEST_MILLIS = 8_000; // a timestamp's 16 bits at 8 kHz

    public DtmfInfo {
        if (KEYS.indexOf(key) < 0) throw new IllegalArgumentException("no key: " + key);
        millis = Math.clamp(millis, SHORTEST_MILLIS, LONGEST_MILLIS);
    }

    /** Null for an INFO that tells of no key, or of none that there is. */
    public static @Nullable DtmfInfo read(SipRequest info) {
        var type = info.contentType();
        if (type == null || info.bodyLength() == 0 || info.bodyLength() > 200) return null;
        int semicolon = type.indexOf(';');
        var name = (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        var text = new String(info.body(), StandardCharsets.ISO_8859_1);
        return switch (name) {
            case RELAY -> relayed(text);
            case ALONE -> pressed(text, USUAL_MILLIS);
            default -> null;
        };
    }

    private static @Nullable DtmfInfo relayed(String text) {
        String signal = "";
        int millis = USUAL_MILLIS;
        for (var line : text.split("[\\r\\n]+", -1)) {
            int equals = line.indexOf('=');
            if (equals < 0) continue;
            var value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "signal" -> signal = value;
                case "duration" -> millis = number(value, USUAL_MILLIS);
                default -> {}
            }
        }
        return pressed(signal, millis);
    }

    /** Some say the number of the event: 10 and 11 for star and hash, 12 to 15 for the letters. */
    private static @Nullable DtmfInfo pressed(String text, int millis) {
        var signal = text.strip().toUpperCase(Locale.ROOT);
        int key =
                signal.length() == 1 ? KEYS.indexOf(signal.charAt(0)) : signal.length() == 2 ? number(signal, -1) : -1;
        return key < 0 || key >= KEYS.length() ? null : new DtmfInfo(KEYS.charAt(key), millis);
    }

    private static int number(String text, int otherwise) {
        boolean digits = !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : otherwise;
    }

    /** Appends it to an INFO, in the form that says its duration. */
    public MessageBuilder write(MessageBuilder info) {
        var body = "Signal=" + key + "\r\nDuration=" + millis + "\r\n";
        return info.body(RELAY, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
