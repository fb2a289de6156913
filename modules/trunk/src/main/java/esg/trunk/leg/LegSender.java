package esg.trunk.leg;

import esg.sip.locate.Hop;
import esg.sip.locate.Locator;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Loop;
import java.util.List;
import java.util.function.Consumer;

/** Sends a leg's requests where the leg's dialog says (RFC 3261 §12.2.1.1, RFC 3263). */
public final class LegSender {
    private final SipEdge edge;
    private final Locator locator;
    private final Loop loop;
    private final Timing timing;

    /** Of a call that runs on this loop. */
    public LegSender(SipEdge edge, Locator locator, Loop loop, Timing timing) {
        this.edge = edge;
        this.locator = locator;
        this.loop = loop;
        this.timing = timing;
    }

    public Loop loop() {
        return loop;
    }

    /** A request inside the leg's dialog; {@code user} hears of it on the loop of the call. */
    public void send(Leg leg, SipRequest request, ClientUser user) {
        send(leg, request, user, _ -> {});
    }

    /** The same; {@code begun} is given the transaction once it runs, perhaps on another thread. */
    public void send(Leg leg, SipRequest request, ClientUser user, Consumer<ClientTransaction> begun) {
        var told = edge.loopOf(leg.callId).index() == loop.index() ? user : new OnLoop(loop, user);
        located(leg, hops -> begun.accept(edge.send(request, hops, options(leg, hops), told)));
    }

    /** A re-INVITE of our own: told to have timed out also when the peer works on it for longer than 64*T1. */
    public void offer(Leg leg, SipRequest invite, ClientUser user) {
        send(leg, invite, new Patience(loop, 64 * timing.t1Millis(), user));
    }

    /** A request whose outcome nobody waits for, except that a challenge is answered. */
    public void forget(Leg leg, SipRequest request) {
        send(leg, request, new Forgotten(this, leg, request));
    }

    private record Forgotten(LegSender sender, Leg leg, SipRequest request) implements ClientUser {
        @Override
        public void onResponse(SipResponse response, ClientTransaction transaction) {
            if (leg.challenged(response)) sender.forget(leg, Relay.again(request, leg));
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {}

        @Override
        public void onTransportError(ClientTransaction transaction, String why) {}
    }

    /** ACK for a 2xx: no transaction, no answer. */
    public void ack(Leg leg, SipRequest ack) {
        located(leg, hops -> {
            if (!hops.isEmpty()) edge.sendAck(ack, hops.getFirst(), options(leg, hops));
        });
    }

    /** Numeric addresses, which are the rule in dialogs, are known at once and stay with the leg. */
    private void located(Leg leg, Consumer<List<Hop>> then) {
        var known = leg.whereabouts().hop();
        if (known != null) {
            then.accept(List.of(known));
            return;
        }
        var locating = locator.locate(leg.nextHop());
        var found = locating.toCompletableFuture();
        if (found.isDone() && !found.isCompletedExceptionally()) {
            var hops = proving(leg, found.join());
            leg.whereabouts().located(hops);
            then.accept(hops);
            return;
        }
        locating.exceptionally(_ -> List.of()).thenAccept(hops -> {
            leg.whereabouts().mayBeAt(hops);
            then.accept(proving(leg, hops));
        });
    }

    private static List<Hop> proving(Leg leg, List<Hop> hops) {
        var path = leg.path;
        return path.peer().isEmpty()
                ? hops
                : hops.stream().map(hop -> proving(path, hop)).toList();
    }

    /** Contacts and routes mostly hold addresses, certificates names: an address in a provider's dialog stands for the provider. */
    public static Hop proving(LegPath path, Hop hop) {
        return hop.name().isEmpty() ? hop.named(path.peer()) : hop;
    }

    /**
     * A call that began on a node with another number of loops has legs whose Call-IDs name different ones here: what is heard on the
     * other one is told on the call's, to which its legs belong.
     */
    private record OnLoop(Loop loop, ClientUser user) implements ClientUser {
        @Override
        public void onTrying(ClientTransaction transaction) {
            loop.execute(() -> user.onTrying(transaction));
        }

        @Override
        public void onResponse(SipResponse response, ClientTransaction transaction) {
            loop.execute(() -> user.onResponse(response, transaction));
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            loop.execute(() -> user.onTimeout(transaction));
        }

        @Override
        public void onTransportError(ClientTransaction transaction, String why) {
            loop.execute(() -> user.onTransportError(transaction, why));
        }
    }

    /** The connection an INVITE went out on serves requests to that peer alone: the dialog may lead elsewhere. */
    private static SendOptions options(Leg leg, List<Hop> hops) {
        var flow = leg.path.flow();
        boolean fits = flow == null
                || flow.connection() != 0
                || hops.stream().anyMatch(hop -> hop.address().equals(flow.remote()));
        return new SendOptions(leg.path.side(), leg.path.listenerName(), fits ? flow : null);
    }
}
