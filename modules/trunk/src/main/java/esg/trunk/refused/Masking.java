package esg.trunk.refused;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Takes out of a packet what lets others in: credentials can be guessed from a digest. */
final class Masking {
    /** A field and the lines that go on with it (RFC 3261 §7.3.1); in the head only, so up to the first empty line. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?im)^((?:Proxy-)?Authorization[ \\t]*:)[^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*+)*+");

    private Masking() {}

    /** At most so many bytes of the packet, each value of Authorization and Proxy-Authorization replaced by {@code ***}. */
    static byte[] masked(byte[] packet, int most) {
        var kept = packet.length > most ? Arrays.copyOf(packet, most) : packet;
        var text = new String(kept, StandardCharsets.ISO_8859_1);
        return CREDENTIALS.matcher(text).replaceAll("$1 ***").getBytes(StandardCharsets.ISO_8859_1);
    }
}
