package esg.sip.dialog;

import esg.sip.locate.HopQuery;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.message.SipUri;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One dialog (RFC 3261 §12), to write requests in it. Confined to its call. */
public final class Dialog {
    private static final String HOPS = "70";

    private final Ends ends;
    private final List<Address> routes;
    private String target;
    private long cseq;
    private long remoteCseq;

    /**
     * What stays as it is.
     *
     * @param local our From, with our tag
     * @param remote the peer's, with its tag
     * @param contact ours, a header value
     */
    private record Ends(String callId, String local, String remote, String contact) {}

    private Dialog(Ends ends, List<Address> routes, String target) {
        this.ends = ends;
        this.routes = List.copyOf(routes);
        this.target = target;
    }

    /** Of an INVITE that came to us (§12.1.1). */
    public static Dialog answering(SipRequest invite, String localTag, String contact) {
        var local = invite.header(Headers.TO) + ";tag=" + localTag;
        var remote = String.valueOf(invite.header(Headers.FROM));
        var ends = new Ends(invite.callId(), local, remote, contact);
        var dialog = new Dialog(ends, invite.recordRoutes(), invite.from().uriText());
        dialog.remoteCseq = invite.cseq();
        dialog.retarget(invite);
        return dialog;
    }

    /** Of an INVITE of ours that was answered (§12.1.2). */
    public static Dialog offered(SipRequest invite, SipResponse answer) {
        var recorded = new ArrayList<>(answer.recordRoutes());
        Collections.reverse(recorded);
        var ends = new Ends(
                invite.callId(),
                String.valueOf(invite.header(Headers.FROM)),
                String.valueOf(answer.header(Headers.TO)),
                String.valueOf(invite.header(Headers.CONTACT)));
        var dialog = new Dialog(ends, recorded, invite.requestUriText());
        dialog.cseq = invite.cseq();
        dialog.remoteCseq = -1; // unknown until the peer asks for something
        dialog.retarget(answer);
        return dialog;
    }

    public String contact() {
        return ends.contact;
    }

    /** Target refresh (§12.2): the newest Contact is where the next request goes. */
    public void retarget(SipMessage message) {
        var contact = message.contact();
        if (contact != null && contact.uri() != null) target = contact.uriText();
    }

    /** False for a request older than one that came before (§12.2.2). */
    public boolean inOrder(SipRequest request) {
        if (request.cseq() < remoteCseq) return false;
        remoteCseq = request.cseq();
        return true;
    }

    /** The next request; its Contact and body are the caller's to add. */
    public MessageBuilder next(String method) {
        return request(method, ++cseq);
    }

    /** For the 2xx to an INVITE with this number. */
    public MessageBuilder ack(long inviteCseq) {
        return request("ACK", inviteCseq);
    }

    private MessageBuilder request(String method, long number) {
        boolean strict = !routes.isEmpty() && !isLoose(routes.getFirst());
        var uri = strict ? routes.getFirst().uriText() : target;
        var builder = MessageBuilder.request(method, uri)
                .header(Headers.FROM, ends.local)
                .header(Headers.TO, ends.remote)
                .header(Headers.CALL_ID, ends.callId)
                .header(Headers.CSEQ, number + " " + method)
                .header(Headers.MAX_FORWARDS, HOPS);
        // A strict router takes the Request-URI itself; our target moves to the end of the route (§12.2.1.1).
        for (var route : strict ? routes.subList(1, routes.size()) : routes) route(builder, route.uriText());
        if (strict) route(builder, target);
        return builder;
    }

    private static void route(MessageBuilder builder, String uri) {
        builder.header(Headers.ROUTE, "<" + uri + ">");
    }

    private static boolean isLoose(Address route) {
        return route.uri() != null && route.uri().param("lr") != null;
    }

    /** Where requests are sent: the first route, else the target; an empty host when neither can be read. */
    public HopQuery nextHop() {
        var uri = routes.isEmpty() ? SipUri.parse(target) : routes.getFirst().uri();
        return uri == null ? new HopQuery("", -1, null) : HopQuery.of(uri);
    }
}
