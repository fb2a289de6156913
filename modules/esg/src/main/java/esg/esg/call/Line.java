package esg.esg.call;

import esg.domain.account.Transport;
import esg.sip.dialog.Dialog;
import esg.sip.locate.Hop;
import esg.sip.locate.Locator;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Listener;
import esg.sip.transport.Loop;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** This end's socket, and where the node is. */
record Line(SipEdge edge, Ladder ladder, Locator locator, InetSocketAddress node) {
    private static final SendOptions FROM = SendOptions.from(Side.INSIDE);

    /** The only one. */
    Loop loop() {
        return edge.transport().loop(0);
    }

    /** When its first message passed, by the clock of the loop. */
    long begunMillis() {
        return ladder.begunMillis();
    }

    /** Host and port of this end as the node sees them. */
    String at() {
        return listener().sentBy(node.getAddress());
    }

    /** This end's address as the node sees it. */
    InetAddress address() {
        return listener().localFor(node.getAddress()).getAddress();
    }

    private Listener listener() {
        return edge.transport().listeners().getFirst();
    }

    /** To the node, whatever the request says. */
    ClientTransaction send(SipRequest request, ClientUser user) {
        return edge.send(request, List.of(new Hop(Transport.UDP, node)), FROM, user);
    }

    /** Where the dialog leads. */
    void send(Dialog dialog, SipRequest request, ClientUser user) {
        located(dialog, hops -> edge.send(request, hops, FROM, user));
    }

    void acknowledge(Dialog dialog, SipRequest ack) {
        located(dialog, hops -> {
            if (!hops.isEmpty()) edge.sendAck(ack, hops.getFirst(), FROM);
        });
    }

    private void located(Dialog dialog, Consumer<List<Hop>> then) {
        locator.locate(dialog.nextHop()).exceptionally(_ -> List.of()).thenAccept(then);
    }
}
