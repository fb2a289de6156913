package esg.sip.transaction;

import esg.domain.Rejection;
import esg.sip.border.Border;
import esg.sip.border.Strangers;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Garbage;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.packetlog.PacketLog;
import esg.sip.stun.BindingRequests;
import esg.sip.transport.BindFailure;
import esg.sip.transport.Flow;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.Loop;
import esg.sip.transport.PacketHandler;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import esg.sip.transport.Surroundings;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's SIP edge: sockets below, transactions above. A packet is parsed on the loop that read it and handled on the loop its Call-ID
 * names, where all else of that call happens too.
 */
public final class SipEdge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipEdge.class);
    private static final int CALL_ID_LENGTH = 27; // as the original's (REG-01)

    private final Incoming incoming;
    private final SipTransport sockets;
    private final Sender sender;
    private final BindingRequests stun;
    private final TransactionLayer[] layers;

    private SipEdge(EdgeSettings settings, Incoming incoming, SipTransport sockets) {
        this.incoming = incoming;
        this.sockets = sockets;
        this.sender = Sender.over(sockets);
        this.stun = BindingRequests.over(sockets);
        int share = Math.max(1, settings.maxTransactions() / sockets.loops());
        var limits = new TransactionLayer.Limits(share, settings.retryAfter().toSeconds());
        var rules = new EdgeRules(settings.supported());
        var common = new TransactionLayer.Common(sender, settings.timers(), limits, rules, incoming);
        layers = new TransactionLayer[sockets.loops()];
        for (int i = 0; i < layers.length; i++) layers[i] = new TransactionLayer(sockets.loop(i), common);
    }

    /**
     * Opens the listeners; {@code gate} is asked before every packet. Requests are refused with 503 until their side has a handler.
     *
     * @throws BindFailure naming the listener that could not be opened, and why
     */
    public static SipEdge open(
            EdgeSettings settings, List<ListenerSettings> listeners, PacketLog packets, SendGate gate)
            throws BindFailure {
        return open(settings, listeners, packets, gate, new Border(packets));
    }

    /** The same behind a filter that has its rules already. */
    public static SipEdge open(
            EdgeSettings settings, List<ListenerSettings> listeners, PacketLog packets, SendGate gate, Border border)
            throws BindFailure {
        var incoming = new Incoming(new Entrance(border, packets));
        var around = new Surroundings(border, incoming, packets, gate);
        var sockets = SipTransport.open(settings.transport(), listeners, around);
        var edge = new SipEdge(settings, incoming, sockets);
        incoming.serve(edge);
        return edge;
    }

    /** Who takes the requests of this side from now on. */
    public void handle(Side side, RequestHandler handler) {
        switch (side) {
            case OUTSIDE -> incoming.outside = handler;
            case INSIDE -> incoming.inside = handler;
        }
    }

    /** The filter of the outside listeners. */
    public Border border() {
        return incoming.entrance.border();
    }

    /** Where responses may be sent because a Via says so; nowhere unless this is called. */
    public void honourMaddr(MaddrPolicy policy) {
        incoming.maddrs = policy;
    }

    /** Who is told of refused INVITEs of either side. */
    public void whenRefused(RefusalListener listener) {
        incoming.refusals = listener;
    }

    public SipTransport transport() {
        return sockets;
    }

    /** Asks STUN servers from the same sockets. */
    public BindingRequests stun() {
        return stun;
    }

    /** The loop on which everything with this Call-ID happens. */
    public Loop loopOf(String callId) {
        return layer(callId).loop();
    }

    /** Transactions that are remembered. Any thread; a moment old. */
    public int transactions() {
        return Arrays.stream(layers).mapToInt(TransactionLayer::size).sum();
    }

    private TransactionLayer layer(String callId) {
        return layers[layers.length == 1 ? 0 : index(callId, layers.length)];
    }

    private TransactionLayer layer(SipMessage message) {
        return layers.length == 1 ? layers[0] : layer(message.callId());
    }

    /** Spreads also Call-IDs that differ only in their last letters. */
    static int index(String callId, int loops) {
        return Math.floorMod(callId.hashCode() * 0x9E3779B9 >>> 16, loops);
    }

    /** A new Call-ID without host, such that {@link #loopOf} gives this loop. */
    public String newCallId(Loop loop) {
        while (true) {
            var callId = Tokens.next(CALL_ID_LENGTH);
            if (loopOf(callId).index() == loop.index()) return callId;
        }
    }

    /** A tag for a dialog of ours (RFC 3261 §19.3): the prefix, and ten letters and digits, which are 59 random bits. */
    public String newTag() {
        return layers[0].newTag();
    }

    /** Lets tags of ours say whose they are: each one begins with these letters from now on. */
    public void beginTags(String prefix) {
        incoming.tagPrefix = prefix;
    }

    /**
     * Sends a request. Our Via is put before the others at every hop, a new one each time. Any thread.
     *
     * @param hops where to try, in this order (RFC 3263 §4.3)
     * @param user told on the loop of the Call-ID
     */
    public ClientTransaction send(SipRequest withoutVia, List<Hop> hops, SendOptions options, ClientUser user) {
        var layer = layer(withoutVia);
        var sending = new Sending(layer, withoutVia, List.copyOf(hops), options, user);
        if (layer.loop().inLoop()) sending.start();
        else layer.loop().execute(sending::start);
        return sending;
    }

    /** Sends the ACK of a 2xx, which is no transaction (RFC 3261 §13.2.2.4): whoever sees the 2xx again sends it again. Any thread. */
    public void sendAck(SipRequest ackWithoutVia, Hop hop, SendOptions options) {
        var layer = layer(ackWithoutVia);
        var given = options.flow();
        var flow = given == null ? layer.flow(options, hop) : given;
        if (flow == null) {
            log.warn("ack not sent reason=no-listener hop={} callid={}", hop, ackWithoutVia.callId());
            return;
        }
        sendAck(ackWithoutVia, flow, error -> {
            var other = given == null ? null : layer.flow(options, hop);
            if (other == null) notSent(ackWithoutVia, hop, error);
            else sendAck(ackWithoutVia, other, again -> notSent(ackWithoutVia, hop, again));
        });
    }

    private static void notSent(SipRequest ack, Hop hop, Throwable error) {
        log.info("ack not sent hop={} callid={} error={}", hop, ack.callId(), error.toString());
    }

    private void sendAck(SipRequest ackWithoutVia, Flow flow, Consumer<Throwable> failed) {
        var ack = layer(ackWithoutVia).withVia(ackWithoutVia, flow, Tokens.branch());
        sender.send(flow, ack.bytes(), error -> {
            if (error != null) failed.accept(error);
        });
    }

    /**
     * Refuses a request whose transaction was another node's, once, without one of our own; its ACK goes to that node. Any thread.
     *
     * @param flow on which it would have come to us
     * @param retryAfter seconds after which the same may succeed here
     */
    public void refuse(SipRequest request, Flow flow, Rejection rejection, int retryAfter) {
        var refusal = new EdgeRules.Refusal(rejection, Headers.RETRY_AFTER, Integer.toString(retryAfter));
        new StatelessRefusal(sender, MaddrPolicy.NEVER, incoming.refusals).refuse(request, flow, refusal);
    }

    /**
     * Takes back an INVITE that was another node's, once, without a transaction of our own. The Via stays that node's, for by it the peer
     * knows its INVITE (RFC 3261 §9.1, §17.2.3). Any thread.
     *
     * @param cancel as {@link ClientTransaction#cancellation} gave it there
     * @param flow to the same peer
     */
    public void takeBack(SipRequest cancel, Flow flow) {
        sender.send(flow, cancel.bytes(), error -> {
            if (error != null) log.info("cancel not sent callid={} error={}", cancel.callId(), error.toString());
        });
    }

    /** Closes the sockets; transactions end unheard. */
    @Override
    public void close() {
        sockets.close();
    }

    private void parsed(SipMessage message, Flow flow) {
        var layer = layer(message);
        if (layer.loop().inLoop()) layer.received(message, flow);
        else layer.loop().execute(() -> layer.received(message, flow));
    }

    /** The sockets are open before there is an edge to serve them; what comes until then is lost like any datagram. */
    private static final class Incoming implements PacketHandler, TransactionLayer.Outside {
        private volatile @Nullable RequestHandler outside;
        private volatile @Nullable RequestHandler inside;
        private volatile MaddrPolicy maddrs = MaddrPolicy.NEVER;
        private volatile RefusalListener refusals = RefusalListener.NONE;
        private volatile String tagPrefix = "";
        private volatile @Nullable SipEdge edge;
        private final Entrance entrance;

        Incoming(Entrance entrance) {
            this.entrance = entrance;
        }

        void serve(SipEdge opened) {
            edge = opened;
        }

        @Override
        public void received(Loop loop, Flow flow, byte[] packet) {
            var serving = edge;
            if (serving == null) return;
            var refusal = new StatelessRefusal(serving.sender, maddrs, refusals);
            // The log keeps the wire form, all others see what it means here (ALG-03).
            switch (MessageParser.parse(flow.listener().alg().incoming(packet), packet)) {
                case Parsed(var message) -> {
                    if (Entrance.isJudgedLater(message)) entrance.note(flow, packet, loop.index());
                    else if (!entrance.passes(message, flow, packet, loop.index(), refusal)) return;
                    serving.parsed(message, flow);
                }
                case Malformed(var request, int status, var why) -> {
                    log.debug("malformed request from={} why={}", flow.remote(), why);
                    if (request == null) entrance.unreadable(flow, packet, loop.index());
                    else if (entrance.passes(request, flow, packet, loop.index(), refusal)
                            && strangers().welcomesMalformed(request, flow)) {
                        refusal.malformed(request, flow, status, why);
                    }
                }
                case Garbage(var why) -> {
                    log.debug("packet dropped from={} why={}", flow.remote(), why);
                    entrance.unreadable(flow, packet, loop.index());
                }
            }
        }

        @Override
        public boolean passes(SipRequest request, Flow flow, Loop loop) {
            var serving = edge;
            return serving != null
                    && entrance.passes(
                            request, flow, loop.index(), new StatelessRefusal(serving.sender, maddrs, refusals));
        }

        @Override
        public Strangers strangers() {
            return entrance.border().strangers();
        }

        @Override
        public void connectionClosed(Flow flow) {
            var serving = edge;
            if (serving == null) return;
            for (var layer : serving.layers) layer.loop().execute(() -> layer.connectionClosed(flow));
        }

        @Override
        public @Nullable RequestHandler handler(Side side) {
            return switch (side) {
                case OUTSIDE -> outside;
                case INSIDE -> inside;
            };
        }

        @Override
        public MaddrPolicy maddrs() {
            return maddrs;
        }

        @Override
        public RefusalListener refusals() {
            return refusals;
        }

        @Override
        public String tagPrefix() {
            return tagPrefix;
        }
    }
}
