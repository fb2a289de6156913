package esg.domain.ban;

import esg.domain.pattern.Hosts;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What counts as one sender: an IPv4 address, or the /64 an IPv6 one is in, since whoever has one of those has all (RFC 6177 §2). */
public final class Sources {
    private static final int PREFIX_BYTES = 8;
    private static final String PREFIX = "/64";

    private Sources() {}

    /** By what a sender is remembered: its IPv4 address as it is, of an IPv6 one the prefix. Equal for all addresses of one source. */
    public static InetAddress key(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address;
        var bytes = address.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** {@code 192.0.2.1}, {@code 2001:db8:0:1:0:0:0:0/64}. */
    public static String text(InetAddress key) {
        return key instanceof Inet6Address ? Hosts.text(key) + PREFIX : Hosts.text(key);
    }

    /** The key of an address, or of what {@link #text} gives; null for anything else. */
    public static @Nullable InetAddress read(String text) {
        boolean prefix = text.endsWith(PREFIX) && text.indexOf(':') >= 0;
        var literal = Hosts.literal(prefix ? text.substring(0, text.length() - PREFIX.length()) : text);
        return literal == null ? null : key(literal);
    }
}
