package esg.admin.why;

import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a packet comes from. */
public record Sender(InetSocketAddress address, Transport transport) {
    private static final Pattern TEXT = Pattern.compile("(\\[[^]]+\\]|[^:/]+):(\\d{1,5})(?:/(\\w+))?");

    /** As {@link #of} reads it, with its transport. */
    public String text() {
        var host = Hosts.text(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort() + "/" + transport.token();
    }

    /** Of {@code IP:PORT} or {@code IP:PORT/udp}, IPv6 in brackets; empty for anything else, names too. UDP when it does not say. */
    public static Optional<Sender> of(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) return Optional.empty();
        var address = Hosts.literal(parts.group(1).replaceAll("[\\[\\]]", ""));
        int port = Integer.parseInt(parts.group(2));
        var token = parts.group(3);
        var transport = token == null ? Optional.of(Transport.UDP) : Transport.of(token);
        if (address == null || port > 65_535) return Optional.empty();
        return transport.map(one -> new Sender(new InetSocketAddress(address, port), one));
    }
}
