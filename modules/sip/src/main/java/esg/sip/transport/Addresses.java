package esg.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as SIP writes them: numeric, IPv6 in brackets, no zone. */
public final class Addresses {
    private Addresses() {}

    /** {@code 192.0.2.1} or {@code [2001:db8::1]} without zone. */
    public static String host(InetAddress address) {
        var text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) return text;
        var zone = text.indexOf('%');
        return "[" + (zone < 0 ? text : text.substring(0, zone)) + "]";
    }

    /** {@code 192.0.2.1:5060}. */
    public static String text(InetSocketAddress address) {
        if (address.isUnresolved()) return address.getHostString() + ":" + address.getPort();
        return host(address.getAddress()) + ":" + address.getPort();
    }
}
