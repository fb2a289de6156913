package esg.trunk.leg;

import esg.domain.Rejection;
import esg.domain.pattern.Hosts;
import esg.sip.digest.Credentials;
import esg.sip.locate.HopQuery;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.message.SipUri;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call: a dialog of RFC 3261 §12 and what is needed to write requests in it. Confined to its call's actor, which is the
 * only one to change it.
 */
public final class Leg {
    private static final int ADOPTION_GAP = 1000;

    public final LegPath path;
    public final String callId;
    public final String localTag;
    public final String contact;
    public final SessionTimer timer;

    private final String local;
    private final String remote;
    private @Nullable String remoteTag;
    /** Header fields a rule writes in place of the other end's, in every request of this leg; an empty value takes one out. */
    private final Map<String, String> rewritten;

    private long cseq;
    private long remoteCseq = -1; // unknown until the peer asks for something
    private volatile String target = "";
    private volatile List<Address> routes = List.of();
    private LegDigest digest;
    private boolean offered;
    private @Nullable Rejection ending;
    private final Whereabouts whereabouts = new Whereabouts();

    private Leg(Opening opening, String local, String remote, Map<String, String> rewritten) {
        this.rewritten = Map.copyOf(rewritten);
        this.path = opening.path();
        this.callId = opening.callId();
        this.localTag = opening.localTag();
        this.contact = opening.contact();
        this.digest = LegDigest.of(opening.credentials());
        this.cseq = opening.cseq();
        this.timer = opening.timer();
        this.local = local;
        this.remote = remote;
    }

    /** The leg of a call that was offered to us (RFC 3261 §12.1.1). */
    public static Leg answering(SipRequest invite, Opening opening) {
        var leg = new Leg(opening, invite.to().bare(), invite.from().bare(), Map.of());
        leg.remoteTag = invite.fromTag();
        leg.remoteCseq = invite.cseq();
        leg.routes = invite.recordRoutes();
        leg.timer.heard(invite);
        leg.retarget(invite);
        return leg;
    }

    /** The leg of a call that we offer; {@code from} and {@code to} are header values without tag. */
    public static Leg offering(String from, String to, Opening opening, Map<String, String> rewritten) {
        var leg = new Leg(opening, from, to, rewritten);
        leg.offered = true;
        return leg;
    }

    /** Whether its Call-ID is ours, as far as this node knows: it decides who waits longer after a 491 (RFC 3261 §14.1). */
    public boolean ownsCallId() {
        return offered;
    }

    /** Names of header fields that are not to be taken from the other end, of whatever request. */
    public Set<String> rewritten() {
        return rewritten.keySet();
    }

    /** Writes those fields of which the rule gives a value. */
    public void rewrite(MessageBuilder begun) {
        rewritten.forEach((name, value) -> {
            if (!value.isEmpty()) begun.header(name, value);
        });
    }

    /**
     * A leg another node began, in the state it was last seen in. Requests sent after that used numbers we do not know, hence the gap.
     *
     * @param contact our own
     */
    public static Leg goingOn(LegState state, LegPath path, String contact, @Nullable Credentials credentials) {
        long cseq = state.cseq() + ADOPTION_GAP;
        var timer = SessionTimer.goingOn(state.session());
        var opening = new Opening(path, state.callId(), state.localTag(), contact, credentials, cseq, timer);
        var leg = new Leg(opening, state.local(), state.remote(), state.rewritten());
        leg.remoteTag = state.remoteTag();
        leg.remoteCseq = state.remoteCseq();
        leg.target = state.target();
        leg.routes = state.routes().stream().map(Address::parse).toList();
        leg.digest = leg.digest.goingOn(state.digests(), ADOPTION_GAP);
        return leg;
    }

    /** What another node needs to go on with it. */
    public LegState state() {
        return new LegState(
                path.side(),
                path.listenerName(),
                callId,
                localTag,
                contact,
                local,
                remote,
                remoteTag,
                cseq,
                remoteCseq,
                target,
                routes.stream().map(route -> "<" + route.uriText() + ">").toList(),
                digest.sessions(),
                rewritten,
                path.peer(),
                timer.state());
    }

    /** Fixes the far end of a leg we offered: on a provisional answer with a tag an early dialog, on a 2xx the dialog (§12.1.2). */
    public void answered(SipResponse response) {
        remoteTag = response.toTag();
        var recorded = new ArrayList<>(response.recordRoutes());
        Collections.reverse(recorded);
        routes = recorded;
        retarget(response);
        if (response.isSuccess()) timer.accepted(response);
    }

    /** Target refresh (§12.2): the newest Contact is where the next request goes. */
    public void retarget(SipMessage message) {
        var contact = message.contact();
        if (contact == null || contact.uri() == null) return;
        var text = routes.isEmpty() ? path.reached(contact) : contact.uriText(); // a proxy knows its NAT
        if (!text.equals(target)) whereabouts.forget();
        target = text;
    }

    /** The peer's 2xx to a re-INVITE or UPDATE of ours. */
    public void refreshed(SipResponse response) {
        retarget(response);
        timer.accepted(response);
    }

    /** The dialog another answer to the same INVITE made (§13.2.2.4), to be ended at once. */
    public Leg fork(SipResponse response) {
        var fork = new Leg(another(localTag), local, remote, rewritten);
        fork.digest = digest;
        fork.answered(response);
        return fork;
    }

    /** The dialog that another answer of ours to the same INVITE makes, with a tag of its own (§12.1.1). */
    public Leg fork(SipRequest invite, String tag) {
        var fork = answering(invite, another(tag));
        fork.digest = digest;
        return fork;
    }

    private Opening another(String tag) {
        return new Opening(path, callId, tag, contact, null, cseq, timer.anew());
    }

    /** False for a request older than one that came before (§12.2.2). */
    public boolean inOrder(SipRequest request) {
        if (request.cseq() < remoteCseq) return false;
        remoteCseq = request.cseq();
        return true;
    }

    public boolean hasDialog() {
        return remoteTag != null;
    }

    public boolean isFrom(@Nullable String tag) {
        return remoteTag != null && remoteTag.equals(tag);
    }

    /** Forgets early dialogs: the INVITE that made them was refused. */
    public void restart() {
        remoteTag = null;
        routes = List.of();
        target = "";
    }

    /** First lines of a request of this leg: From, To, Call-ID and the next CSeq; the first INVITE of a leg names its own target. */
    public MessageBuilder begin(String method, String requestUri) {
        cseq++;
        return heads(method, requestUri, cseq);
    }

    /** A request inside the dialog, with routes as §12.2.1.1 says. */
    public MessageBuilder within(String method) {
        digest.begin();
        return repeated(method);
    }

    /** The same request once more, after it was challenged. */
    public MessageBuilder repeated(String method) {
        cseq++;
        return inDialog(method, cseq);
    }

    /** ACK and CANCEL carry the number of the INVITE they belong to. */
    public MessageBuilder ack(long inviteCseq) {
        return inDialog("ACK", inviteCseq);
    }

    private MessageBuilder inDialog(String method, long number) {
        if (routes.isEmpty() || loose(routes.getFirst())) {
            var builder = heads(method, target.isEmpty() ? remoteUri() : target, number);
            for (var route : routes) builder.header(Headers.ROUTE, "<" + route.uriText() + ">");
            return builder;
        }
        // A strict router takes the Request-URI itself; our target moves to the end of the route.
        var builder = heads(method, routes.getFirst().uriText(), number);
        for (var route : routes.subList(1, routes.size())) builder.header(Headers.ROUTE, "<" + route.uriText() + ">");
        return builder.header(Headers.ROUTE, "<" + target + ">");
    }

    private MessageBuilder heads(String method, String requestUri, long number) {
        return MessageBuilder.request(method, requestUri)
                .header(Headers.FROM, local + ";tag=" + localTag)
                .header(Headers.TO, remoteTag == null ? remote : remote + ";tag=" + remoteTag)
                .header(Headers.CALL_ID, callId)
                .header(Headers.CSEQ, number + " " + method);
    }

    /** Where a request inside the dialog is sent: the first route, else the target. */
    public HopQuery nextHop() {
        var uri = routes.isEmpty()
                ? SipUri.parse(target.isEmpty() ? remoteUri() : target)
                : routes.getFirst().uri();
        if (uri == null) return new HopQuery("", -1, null);
        return HopQuery.of(uri);
    }

    /** Whether the dialog itself leads there, as its peer or the last proxy before us. Any thread. */
    public boolean leadsTo(InetAddress there) {
        if (there.equals(path.met()) || whereabouts.has(there)) return true;
        return there.equals(host(SipUri.parse(target)))
                || routes.stream().anyMatch(route -> there.equals(host(route.uri())));
    }

    private static @Nullable InetAddress host(@Nullable SipUri uri) {
        return uri == null ? null : Hosts.literal(uri.host());
    }

    /** Where {@link #nextHop} was found to be. */
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /**
     * Takes up challenges (RFC 3261 §22.2), beside what others on the way have asked before. False when we have no credentials, know no
     * algorithm, were refused on a fresh nonce, or are led in circles.
     */
    public boolean challenged(SipResponse response) {
        return digest.challenged(response);
    }

    /** Whether the same request is to be sent once more: with credentials, or for a longer session (RFC 4028 §7.3). */
    public boolean asksAgain(SipResponse response) {
        return challenged(response) || timer.retries(response);
    }

    public boolean wasChallenged() {
        return !digest.sessions().isEmpty();
    }

    /** Names and values of the credentials that a request carries; none before a challenge. */
    public List<Map.Entry<String, String>> authorization(SipRequest request) {
        return digest.authorization(request, path.alg());
    }

    /** Notes why we end it, which its BYE is to say (RFC 3326). */
    public void endsFor(Rejection why) {
        ending = why;
    }

    /** Null where nobody has said why. */
    @Nullable
    Rejection ending() {
        return ending;
    }

    private String remoteUri() {
        return Address.parse(remote).uriText();
    }

    private static boolean loose(Address route) {
        return route.uri() != null && route.uri().param("lr") != null;
    }
}
