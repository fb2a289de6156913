package esg.esg.drill;

import esg.domain.account.Transport;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.StartFailure;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A provider that takes every account without asking for a password, and notes which node sent what. */
final class Registrar implements AutoCloseable {
    private static final String REGISTER = "REGISTER";
    private static final int EXPIRES = 3_600;
    private final SipEdge edge;
    private final Ticks ticks;
    private final Sightings sightings;
    private final Map<Integer, Address> contacts;

    private Registrar(SipEdge edge, Ticks ticks, Sightings sightings, Map<Integer, Address> contacts) {
        this.edge = edge;
        this.ticks = ticks;
        this.sightings = sightings;
        this.contacts = contacts;
    }

    /** Opens its socket at this address; {@code nodes} are roleids by the port their packets come from. */
    static Registrar open(String host, Map<Integer, Integer> nodes) throws StartFailure {
        var sightings = new Sightings();
        // One thread and one socket: packets are noted in the order they were sent.
        var settings = EdgeSettings.from(ConfigFile.load(null, List.of("esg.sip.workers=1")));
        var bind = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
        // REGISTER is welcome at the edge's inside only.
        var listener = new ListenerSettings(Side.INSIDE, "registrar", Transport.UDP, bind);
        var ticks = Ticks.open();
        try {
            var notes = new Notes(nodes, ticks.port(), sightings);
            var edge = SipEdge.open(settings, List.of(listener), notes, SendGate.OPEN);
            var contacts = new ConcurrentHashMap<Integer, Address>();
            edge.handle(Side.INSIDE, new Answers(contacts));
            ticks.begin(edge.transport().listeners().getFirst().bound());
            return new Registrar(edge, ticks, sightings, contacts);
        } catch (BindFailure e) {
            ticks.close();
            throw new StartFailure("the drill's registrar: " + e.getMessage(), e);
        }
    }

    Sightings sightings() {
        return sightings;
    }

    /** Where an account was registered last; null when it is not. */
    @Nullable
    Address contact(int account) {
        return contacts.get(account);
    }

    int port() {
        return edge.transport().listeners().getFirst().bound().getPort();
    }

    @Override
    public void close() {
        ticks.close();
        edge.close();
    }

    private record Answers(Map<Integer, Address> contacts) implements RequestHandler {
        @Override
        public void onRequest(ServerTransaction transaction) {
            var request = transaction.request();
            var response = transaction.response(200, "OK");
            var contact = request.contact();
            if (request.method().equals(REGISTER) && contact != null) {
                int expires = request.intHeader(Headers.EXPIRES, EXPIRES);
                bound(Names.account(request.to().user()), contact, expires);
                response.header(Headers.CONTACT, "<" + contact.uriText() + ">;expires=" + Math.min(expires, EXPIRES));
            }
            transaction.respond(response.buildResponse());
        }

        private void bound(int account, Address contact, int expires) {
            if (expires > 0) contacts.put(account, contact);
            else
                contacts.computeIfPresent(
                        account, (_, bound) -> bound.uriText().equals(contact.uriText()) ? null : bound);
        }

        @Override
        public void onAck(SipRequest ack, Flow flow) {
            // Nobody calls here: that is the phones' business.
        }
    }

    /** Every datagram, retransmissions too. Written by the one thread of the edge. */
    private static final class Notes implements PacketLog {
        private final Map<Integer, Integer> nodes;
        private final int ticks;
        private final Sightings sightings;
        private long tick;

        Notes(Map<Integer, Integer> nodes, int ticks, Sightings sightings) {
            this.nodes = nodes;
            this.ticks = ticks;
            this.sightings = sightings;
        }

        @Override
        public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
            long now = System.currentTimeMillis();
            if (remote.getPort() == ticks) {
                tick = Ticks.read(packet);
                return;
            }
            var node = nodes.get(remote.getPort());
            if (node == null || !(MessageParser.parse(packet) instanceof ParseResult.Parsed(var message))) return;
            int account = Names.account(message.from().user());
            if (account < 0) return;
            boolean register = message.cseqMethod().equals(REGISTER);
            sightings.add(new Sighting(now, tick, account, node, register));
        }

        @Override
        public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
            // What we answer says nothing of who serves.
        }

        @Override
        public void banned(Transport transport, InetSocketAddress remote, int worker) {
            // No filter here.
        }
    }
}
