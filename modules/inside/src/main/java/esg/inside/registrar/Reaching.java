package esg.inside.registrar;

import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.Subscriber;
import esg.sip.digest.Seal;
import esg.sip.locate.HopQuery;
import esg.sip.message.SipUri;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import esg.trunk.call.SecondLeg.Reach;
import esg.trunk.call.SecondLeg.Target;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes targets of bindings. Those of one q ring together, the highest q first (RFC 3261 §16.6); what they answer leads to the next q
 * whatever it is, only a 2xx ends it, and 6xx speaks for all of them (§16.7).
 */
final class Reaching {
    /** In every INVITE to where a phone says it is: where it comes back to us, the phone has said it is us. */
    static final String MARK = "X-Esg-Subscriber";

    private static final Map<String, String> MARKED = Map.of(MARK, "yes");
    private static final List<Integer> ANY_REFUSAL =
            IntStream.rangeClosed(300, 599).boxed().toList();

    private final Bindings bindings;
    private final SipTransport sockets;
    private final Seal seal;
    private final String node;
    private final Predicate<String> alive;
    private final InstantSource clock = InstantSource.system();

    /** @param alive whether another node can be asked */
    Reaching(Bindings bindings, SipTransport sockets, Seal seal, String node, Predicate<String> alive) {
        this.bindings = bindings;
        this.sockets = sockets;
        this.seal = seal;
        this.node = node;
        this.alive = alive;
    }

    /**
     * @param touser user of To; "" = the subscriber's own, by which its phone knows itself
     * @param failovercodes of the rule, which hold after the last binding
     */
    List<Target> targets(Subscriber subscriber, String touser, List<Integer> failovercodes) {
        var toUser = touser.isEmpty() ? subscriber.user() : touser;
        var ways = new ArrayList<Way>();
        for (var equals : byPreference(bindings.of(subscriber.aor()))) ways.addAll(together(equals));
        var targets = new ArrayList<Target>(ways.size());
        for (int i = 0; i < ways.size(); i++) {
            var way = ways.get(i);
            targets.add(new Target(
                    way.binding.contact(),
                    toUser,
                    way.next,
                    i + 1 < ways.size() ? ANY_REFUSAL : failovercodes,
                    way.headers,
                    new Reach(subscriber.d(), way.routes, way.flow, way.together),
                    ""));
        }
        return targets;
    }

    /** Of one q each. */
    private static List<List<Binding>> byPreference(List<Binding> preferredFirst) {
        var groups = new ArrayList<List<Binding>>();
        for (var binding : preferredFirst) {
            if (groups.isEmpty() || groups.getLast().getFirst().q() != binding.q()) groups.add(new ArrayList<>());
            groups.getLast().add(binding);
        }
        return groups;
    }

    private List<Way> together(List<Binding> equals) {
        var ways = new ArrayList<Way>();
        for (var binding : equals) {
            var way = way(binding);
            if (way != null) ways.add(ways.isEmpty() ? way : way.withOthers());
        }
        return ways;
    }

    /** The binding another node sent a call for; numbers stay as they are. Empty when it is not known any more. */
    List<Target> handed(Ticket ticket) {
        var binding = bindings.find(ticket.aor(), ticket.key());
        var way = binding == null ? null : here(binding);
        if (way == null) return List.of();
        var reach = new Reach(null, List.of(), way.flow, false);
        return List.of(new Target(way.binding.contact(), null, way.next, ANY_REFUSAL, MARKED, reach, ""));
    }

    private record Way(
            Binding binding,
            HopQuery next,
            List<String> routes,
            @Nullable Flow flow,
            Map<String, String> headers,
            boolean together) {
        Way(Binding binding, HopQuery next, List<String> routes, @Nullable Flow flow, Map<String, String> headers) {
            this(binding, next, routes, flow, headers, false);
        }

        static Way to(Binding binding, HopQuery next) {
            return new Way(binding, next, List.of(), null, MARKED);
        }

        Way withOthers() {
            return new Way(binding, next, routes, flow, headers, true);
        }
    }

    /** Null for a binding that leads nowhere. */
    private @Nullable Way way(Binding binding) {
        if (!binding.path().isEmpty()) {
            var first = SipUri.parse(binding.path().getFirst());
            var routes = binding.path().stream().map(uri -> "<" + uri + ">").toList();
            return first == null ? null : new Way(binding, HopQuery.of(first), routes, null, MARKED);
        }
        var place = binding.place();
        boolean byItsNodeAlone = place.translated() || !place.transport().equals(Transport.UDP.token());
        boolean elsewhere = !place.node().equals(node) && alive.test(place.node());
        if (!byItsNodeAlone || !elsewhere) return here(binding);
        var next = edge(place.edge());
        if (next == null) return here(binding);
        var ticket = Ticket.of(binding).text(seal, clock.instant().getEpochSecond());
        return new Way(binding, next, List.of(), null, Map.of(Ticket.HEADER, ticket));
    }

    /** From this node: by the flow the phone opened, else where it says it is; there too where a connection is gone. */
    private @Nullable Way here(Binding binding) {
        var uri = SipUri.parse(binding.contact());
        if (uri == null) return null;
        var direct = Way.to(binding, HopQuery.of(uri));
        var place = binding.place();
        boolean udp = place.transport().equals(Transport.UDP.token());
        if (udp && !place.translated()) return direct;
        var flow = place.node().equals(node) ? bindings.flow(binding) : null;
        if (flow == null && udp) flow = towardSource(place);
        return flow == null ? direct : new Way(binding, direct.next, List.of(), flow, MARKED);
    }

    /** The way a phone has opened to this node and may not be reached without; null when it is reached otherwise, or by another node. */
    @Nullable
    Flow opened(Binding binding) {
        var place = binding.place();
        boolean udp = place.transport().equals(Transport.UDP.token());
        if (!place.node().equals(node) || !binding.path().isEmpty() || (udp && !place.translated())) return null;
        var flow = bindings.flow(binding);
        return flow == null && udp ? towardSource(place) : flow;
    }

    private @Nullable Flow towardSource(Binding.Place place) {
        var source = SipUri.parse("sip:" + place.source());
        var address = source == null ? null : Hosts.literal(source.host());
        if (source == null || address == null) return null;
        return sockets.flow(Side.INSIDE, Transport.UDP, new InetSocketAddress(address, source.port()), "");
    }

    /** {@code udp:192.0.2.1:5060}. */
    private static @Nullable HopQuery edge(String text) {
        int colon = text.indexOf(':');
        var uri = colon < 0 ? null : SipUri.parse("sip:" + text.substring(colon + 1));
        if (uri == null) return null;
        return new HopQuery(
                uri.host(), uri.port(), Transport.of(text.substring(0, colon)).orElse(Transport.UDP));
    }
}
