package esg.esg.settings;

import esg.domain.pattern.Hosts;
import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import esg.sip.stun.StunServer;
import esg.sip.stun.StunSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a node behind a NAT is told. */
final class NatKeys {
    private static final int LEAST_INTERVAL_SECONDS = 10;

    private NatKeys() {}

    /** {@code sip_alg}: each address stands in one place only, or nobody could tell what to make of it. */
    static Alg alg(Keys role) throws StartFailure {
        var pairs = new ArrayList<AlgPair>();
        var taken = new HashSet<InetAddress>();
        for (var one : role.each("sip_alg")) {
            one.only(List.of("gray", "white"));
            var pair = new AlgPair(address(one, "gray", taken), address(one, "white", taken));
            if (pair.gray().getClass() != pair.white().getClass()) {
                throw one.wrong("white", "must be of the same family as gray, IPv4 or IPv6");
            }
            pairs.add(pair);
        }
        return Alg.of(pairs);
    }

    private static InetAddress address(Keys pair, String key, Set<InetAddress> taken) throws StartFailure {
        var text = pair.filled(key);
        var address = text.indexOf('%') < 0 ? Hosts.literal(text) : null;
        if (address == null) throw pair.wrong(key, "must be an IPv4 or IPv6 address, not \"" + text + "\"");
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw pair.wrong(key, "must be the address of one machine, not \"" + text + "\"");
        }
        if (!taken.add(address)) throw pair.wrong(key, "another place of sip_alg has the same address " + text);
        return address;
    }

    /** {@code stun} and {@code stun-interval}. */
    static StunSettings stun(Keys role) throws StartFailure {
        var servers = new ArrayList<StunServer>();
        for (var text : role.texts("stun")) {
            var server = StunServer.parse(text);
            if (server.isEmpty()) throw role.wrong("stun", "must be host or host:port each, not \"" + text + "\"");
            servers.add(server.get());
        }
        var interval = role.duration("stun-interval");
        if (interval.toSeconds() < LEAST_INTERVAL_SECONDS) {
            throw role.wrong("stun-interval", "must be at least " + LEAST_INTERVAL_SECONDS + " s");
        }
        return new StunSettings(servers, interval);
    }
}
