package esg.esg.settings;

import com.typesafe.config.Config;
import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.stun.StunSettings;
import esg.sip.tls.TlsSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the node as a whole (design §4); each key is explained in this module's reference.conf.
 *
 * @param dataDir what must survive a restart
 * @param logFormat of the node's own log
 * @param drain how long a stopping node waits for its calls
 * @param webhooks who is told of events
 * @param records what is kept of calls that have ended
 */
public record EsgSettings(
        String site,
        Node node,
        Path dataDir,
        Path logDir,
        LogFormat logFormat,
        Http http,
        Cluster cluster,
        Roles roles,
        Duration drain,
        WebhookSettings webhooks,
        RecordSettings records) {

    /** This node's name and the address others reach it by. */
    public record Node(String name, String address) {
        /** As in logs and the ready line: {@code esg1@127.0.0.1}. */
        public String id() {
            return name + "@" + address;
        }
    }

    /** Where REST and console listen; port 0 takes a free one. */
    public record Http(String host, int port) {}

    /** {@code answerWithin}: how long another node may stay silent before it is shown as offline. */
    public record Cluster(String host, int port, List<String> seedNodes, Duration answerWithin) {}

    public record Roles(Esg esg, Sg sg, boolean b2b, Bgmg bgmg) {}

    /**
     * The outside edge.
     *
     * @param extaddrs host patterns that stand for this instance (INC-06)
     * @param alg swaps addresses in all that passes the listeners (ALG-01)
     * @param stun who is asked how the listeners are seen (STN-01)
     */
    public record Esg(
            boolean enabled,
            int roleid,
            int priority,
            boolean unbound,
            List<Listen> listen,
            List<String> extaddrs,
            Alg alg,
            StunSettings stun,
            boolean logTrn,
            boolean strictOwner) {}

    /** The inside edge; {@code trusted} are addresses or CIDR blocks whose calls need no digest. */
    public record Sg(boolean enabled, List<Listen> listen, List<String> trusted) {}

    /**
     * The media gateway.
     *
     * @param address stands in what test calls say of their media, on even ports of the range; other calls name the address their
     *     signalling leaves from (MED-05)
     * @param engine who relays
     */
    public record Bgmg(boolean enabled, InetAddress address, int firstPort, int lastPort, Engine engine) {}

    /** Who relays media. */
    public enum Engine {
        EMBEDDED,
        RTPENGINE
    }

    /** One listening socket; its name lets an account ask for it and is "" when it has none. {@code tls} is there for that transport alone. */
    public record Listen(String name, Transport transport, InetAddress host, int port, Optional<TlsSettings> tls) {}

    /** Reads everything under {@code esg}. */
    public static EsgSettings from(Config config) throws StartFailure {
        var esg = new Keys(config, "").at("esg");
        var node = esg.at("node");
        var http = esg.at("http");
        return new EsgSettings(
                esg.name("site"),
                new Node(node.name("name"), node.filled("address")),
                Path.of(esg.filled("data-dir")),
                Path.of(esg.filled("log-dir")),
                logFormat(esg.at("log")),
                new Http(http.filled("host"), http.port("port")),
                cluster(esg.at("cluster")),
                roles(esg.at("roles"), new TlsKeys(esg.at("tls"), Path.of(esg.filled("data-dir")))),
                esg.at("drain").duration("calls-limit"),
                WebhookKeys.of(esg),
                RecordKeys.of(esg.at("records")));
    }

    private static LogFormat logFormat(Keys log) throws StartFailure {
        return switch (log.text("format")) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw log.wrong("format", "must be text or json, not \"" + log.text("format") + "\"");
        };
    }

    private static Cluster cluster(Keys keys) throws StartFailure {
        if (keys.duration("answer-within").toMillis() < 1) throw keys.wrong("answer-within", "must be at least 1 ms");
        return new Cluster(
                keys.filled("host"), keys.port("port"), keys.texts("seed-nodes"), keys.duration("answer-within"));
    }

    private static Roles roles(Keys keys, TlsKeys tls) throws StartFailure {
        var b2b = keys.at("b2b").flag("enabled");
        return new Roles(esg(keys.at("esg"), tls), sg(keys.at("sg"), tls), b2b, bgmg(keys.at("bgmg")));
    }

    private static Esg esg(Keys keys, TlsKeys tls) throws StartFailure {
        return new Esg(
                keys.flag("enabled"),
                keys.number("roleid", 1, Integer.MAX_VALUE),
                keys.number("priority", 0, Integer.MAX_VALUE),
                keys.flag("unbound"),
                listen(keys, tls),
                keys.texts("extaddrs"),
                NatKeys.alg(keys),
                NatKeys.stun(keys),
                keys.flag("log_trn"),
                keys.flag("strict-owner"));
    }

    private static Sg sg(Keys keys, TlsKeys tls) throws StartFailure {
        return new Sg(keys.flag("enabled"), listen(keys, tls), keys.texts("trusted"));
    }

    private static Bgmg bgmg(Keys keys) throws StartFailure {
        var engine = switch (keys.text("engine")) {
            case "embedded" -> Engine.EMBEDDED;
            case "rtpengine" -> Engine.RTPENGINE;
            default -> throw keys.wrong("engine", "must be embedded or rtpengine");
        };
        if (engine == Engine.RTPENGINE && keys.texts("rtpengine").isEmpty())
            throw keys.wrong("engine", "is rtpengine, so rtpengine must name host:port of at least one");
        var ports = keys.text("ports");
        var bounds = ports.matches("\\d{1,5}-\\d{1,5}") ? ports.split("-", -1) : new String[] {"0", "0"};
        int first = Integer.parseInt(bounds[0]);
        int last = Integer.parseInt(bounds[1]);
        if (first < 1 || last > 65_535 || first > last) {
            throw keys.wrong("ports", "must be a range such as 20000-29999, not \"" + ports + "\"");
        }
        if (first == last && (first & 1) == 1) throw keys.wrong("ports", "must hold an even port, not only " + first);
        var address = address(keys, "address");
        if (address.isAnyLocalAddress()) throw keys.wrong("address", "must be an address others can send to");
        return new Bgmg(keys.flag("enabled"), address, first, last, engine);
    }

    private static List<Listen> listen(Keys role, TlsKeys tls) throws StartFailure {
        var all = new ArrayList<Listen>();
        var taken = new HashSet<String>();
        for (var one : role.each("listen")) {
            var listen = listener(one, tls);
            // TCP and TLS are both TCP to the kernel.
            var kind = listen.transport() == Transport.UDP ? Transport.UDP : Transport.TCP;
            if (listen.port() != 0 && !taken.add(kind + " " + listen.host() + " " + listen.port())) {
                throw one.wrong("port", "another listener of this role has the same transport, host and port");
            }
            all.add(listen);
        }
        return List.copyOf(all);
    }

    private static Listen listener(Keys keys, TlsKeys tls) throws StartFailure {
        var token = keys.text("transport");
        var transport = Transport.of(token);
        if (transport.isEmpty()) throw keys.wrong("transport", "must be udp, tcp or tls, not \"" + token + "\"");
        boolean secured = transport.get() == Transport.TLS;
        var known = new ArrayList<>(List.of("name", "transport", "host", "port"));
        if (secured) known.addAll(TlsKeys.OF_A_LISTENER);
        keys.only(known);
        return new Listen(
                keys.has("name") ? keys.name("name") : "",
                transport.get(),
                address(keys, "host"),
                keys.port("port"),
                secured ? Optional.of(tls.of(keys)) : Optional.empty());
    }

    private static InetAddress address(Keys keys, String key) throws StartFailure {
        var host = keys.filled(key);
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            throw keys.wrong(key, "must be an IPv4 or IPv6 address, not \"" + host + "\"");
        }
    }
}
