package esg.esg.node;

import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Pattern;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.EsgSettings.Listen;
import esg.esg.settings.StartFailure;
import esg.sip.alg.Alg;
import esg.sip.transport.Listener;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Sockets of a node and the addresses that stand for it. */
final class Listeners {
    private Listeners() {}

    /** Those of enabled roles; one without a name is called by transport, host and port. */
    static List<ListenerSettings> of(EsgSettings.Roles roles) {
        var all = new ArrayList<ListenerSettings>();
        if (roles.esg().enabled())
            add(all, Side.OUTSIDE, roles.esg().listen(), roles.esg().alg());
        if (roles.sg().enabled()) add(all, Side.INSIDE, roles.sg().listen(), Alg.NONE);
        return all;
    }

    private static void add(List<ListenerSettings> all, Side side, List<Listen> listen, Alg alg) {
        for (var one : listen) {
            var host = one.host().getHostAddress();
            var name = one.name().isEmpty() ? one.transport().token() + ":" + host + ":" + one.port() : one.name();
            var bind = new InetSocketAddress(one.host(), one.port());
            all.add(new ListenerSettings(
                    side, name, one.transport(), bind, alg, one.tls().orElse(null)));
        }
    }

    /**
     * INC-06: what our outside listeners are bound to, all our interfaces for a wildcard, gray addresses (INC-11), and what the operator
     * adds.
     */
    static ServerAddresses addresses(EsgSettings settings, List<Listener> listeners) throws StartFailure {
        Set<String> exact = new HashSet<>();
        exact.add(settings.node().address());
        for (var listener : listeners) {
            if (listener.side() != Side.OUTSIDE) continue;
            var bound = listener.bound().getAddress();
            if (bound.isAnyLocalAddress()) exact.addAll(interfaces());
            else exact.add(text(bound));
        }
        var esg = settings.roles().esg();
        return new ServerAddresses(exact, patterns(esg.extaddrs(), "esg.roles.esg.extaddrs", Pattern::host))
                .plus(esg.alg().grays());
    }

    /** {@code roles.sg.trusted}. */
    static List<Pattern> trusted(EsgSettings settings) throws StartFailure {
        return patterns(settings.roles().sg().trusted(), "esg.roles.sg.trusted", Pattern::address);
    }

    private static List<Pattern> patterns(List<String> texts, String key, Function<String, Pattern> read)
            throws StartFailure {
        var patterns = new ArrayList<Pattern>();
        for (var text : texts) {
            try {
                patterns.add(read.apply(text));
            } catch (IllegalArgumentException e) {
                throw new StartFailure(key + ": " + e.getMessage(), e);
            }
        }
        return patterns;
    }

    private static Set<String> interfaces() throws StartFailure {
        try {
            var all = new HashSet<String>();
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> all.add(text(address)));
            return all;
        } catch (SocketException e) {
            throw new StartFailure("the interfaces of this machine cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
