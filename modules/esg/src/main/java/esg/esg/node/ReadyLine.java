package esg.esg.node;

import esg.domain.account.Transport;
import esg.sip.transport.Listener;
import esg.sip.transport.Side;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one line on standard output that says the node serves (design §4). */
final class ReadyLine {
    private ReadyLine() {}

    /**
     * {@code ESG esg1@127.0.0.1 ready in 3.2 s; console http://127.0.0.1:8080; outside udp,tcp 5080 tls 5081; inside udp,tcp 5060}.
     *
     * @param millis since the process began
     */
    static String of(String node, long millis, InetSocketAddress http, List<Listener> listeners) {
        var line = new StringBuilder(String.format(Locale.ROOT, "ESG %s ready in %.1f s", node, millis / 1000.0));
        var host = http.getAddress().getHostAddress();
        line.append("; console http://")
                .append(host.indexOf(':') >= 0 ? "[" + host + "]" : host)
                .append(':')
                .append(http.getPort());
        for (var side : Side.values()) {
            var ports = ports(side, listeners);
            if (!ports.isEmpty())
                line.append("; ").append(side.name().toLowerCase(Locale.ROOT)).append(ports);
        }
        return line.toString();
    }

    private static String ports(Side side, List<Listener> listeners) {
        var transports = new TreeMap<Integer, TreeSet<Transport>>();
        for (var listener : listeners) {
            if (listener.side() != side) continue;
            transports
                    .computeIfAbsent(listener.bound().getPort(), _ -> new TreeSet<>())
                    .add(listener.transport());
        }
        var text = new StringBuilder();
        transports.forEach((port, all) -> text.append(' ')
                .append(String.join(",", all.stream().map(Transport::token).toList()))
                .append(' ')
                .append(port));
        return text.toString();
    }
}
