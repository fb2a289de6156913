package esg.trunk.refer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Session descriptions that are told to somebody else than before. Only lines that must differ are touched; the rest stays as it was said,
 * byte for byte (MED-01).
 */
public final class SessionText {
    private static final Pattern ORIGIN = Pattern.compile("(?m)^o=(\\S+ \\S+) (\\d{1,20})( [^\\r\\n]*)");
    private static final Pattern HELD = Pattern.compile("(?m)^a=(?:sendonly|recvonly|inactive)[ \\t]*$");
    private static final Pattern NO_MATTER = Pattern.compile("(?m)^(?:o=[^\\r\\n]*|a=sendrecv[ \\t]*)(?:\\r?\\n|$)");

    private SessionText() {}

    /** With audio both ways: whoever transfers a call has put it on hold before (RFC 5589 §6). */
    public static byte[] unheld(byte[] sdp) {
        return bytes(HELD.matcher(text(sdp)).replaceAll("a=sendrecv"));
    }

    /** Whether two descriptions say the same of addresses, ports, codecs and directions. */
    public static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other) || media(one).equals(media(other));
    }

    /** Whether a description is of the session that was described before, and not an older one. */
    public static boolean goesOn(byte[] before, byte[] now) {
        return step(ORIGIN.matcher(text(before)), ORIGIN.matcher(text(now))) >= 0;
    }

    /**
     * A description as the next of the session that was described before (RFC 3264 §8): where it comes from somebody else, or is no newer
     * by its own count, it takes the origin of the one before with a version that is one higher.
     */
    public static byte[] after(byte[] before, byte[] now) {
        var old = ORIGIN.matcher(text(before));
        var text = text(now);
        var own = ORIGIN.matcher(text);
        if (Arrays.equals(before, now) || step(old, own) > 0 || !old.find(0) || !own.find(0)) return now;
        var version = new BigInteger(old.group(2)).add(BigInteger.ONE);
        var origin = "o=" + old.group(1) + " " + version + old.group(3);
        return bytes(text.substring(0, own.start()) + origin + text.substring(own.end()));
    }

    /** Sign of how much higher the second version is; -1 also when there are not two of one session. */
    private static int step(Matcher before, Matcher now) {
        if (!before.find() || !now.find()) return -1;
        boolean same = before.group(1).equals(now.group(1)) && before.group(3).equals(now.group(3));
        return same ? new BigInteger(now.group(2)).compareTo(new BigInteger(before.group(2))) : -1;
    }

    private static String media(byte[] sdp) {
        return NO_MATTER.matcher(text(sdp)).replaceAll("");
    }

    private static String text(byte[] sdp) {
        return new String(sdp, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
