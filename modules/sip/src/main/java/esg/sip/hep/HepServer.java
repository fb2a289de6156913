package esg.sip.hep;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A collector.
 *
 * @param host a name, or an address without brackets
 * @param stream whether copies go over TCP; else each is a datagram
 */
public record HepServer(String host, int port, boolean stream) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})(?:/(udp|tcp))?");

    /** Reads {@code host:port}, {@code host:port/tcp} and the like, {@code [IPv6]:port} too; empty when it is none of these. */
    public static Optional<HepServer> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        int port = Integer.parseInt(form.group(3));
        if (port < 1 || port > 65_535) return Optional.empty();
        var host = form.group(1) == null ? form.group(2) : form.group(1);
        return Optional.of(new HepServer(host, port, "tcp".equals(form.group(4))));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/" + (stream ? "tcp" : "udp");
    }
}
