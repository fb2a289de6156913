package esg.trunk.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import esg.sip.message.HeaderSet;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;

/**
 * Carries a message from one leg into the other: what belongs to a dialog or a hop is written anew, all else is copied byte for byte,
 * the session description too (MED-01). Of its session timer each leg has its own, of which nothing crosses (RFC 4028).
 */
public final class Relay {
    /** What we let peers know we handle, whatever the far end said (REF-04). */
    public static final String ALLOW = "INVITE,ACK,CANCEL,BYE,REFER,NOTIFY,OPTIONS,INFO,MESSAGE,PRACK,UPDATE";

    private static final String[] OF_THE_BODY = {
        "Content-Type", "Content-Length", "Content-Disposition", "Content-Encoding", "Content-Language", "MIME-Version"
    };
    private static final HeaderSet OURS = HeaderSet.of(
                    "Via", "Route", "Record-Route", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards")
            .plus("Authorization", "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate", "Proxy-Require")
            .plus(
                    "Authentication-Info",
                    "Allow",
                    "Supported",
                    "Require",
                    "Session-Expires",
                    "Min-SE",
                    "RSeq",
                    "RAck",
                    "Path",
                    "Timestamp")
            .plus("X-Esg-Account", "X-Esg-Test", "X-Esg-Binding", "X-Esg-Subscriber", "X-Esg-Emergency")
            .plus("P-Called-Party-ID")
            .plus(OF_THE_BODY);
    private static final Set<String> REPLACES = Set.of("replaces");
    private static final Set<String> RELIABLE = Set.of("100rel");
    private static final HeaderSet OF_THE_DIALOG = HeaderSet.of(
                    "From", "To", "Call-ID", "CSeq", "Route", "Session-Expires", "Min-SE")
            .plus(OF_THE_BODY);
    private static final HeaderSet AGAIN = OF_THE_DIALOG.plus("Authorization", "Proxy-Authorization");
    private static final HeaderSet BODY_AND_EXTENSIONS =
            HeaderSet.of(OF_THE_BODY).plus("Supported", "Require");
    private static final HeaderSet BODY_AND_CREDENTIALS =
            HeaderSet.of(OF_THE_BODY).plus("Authorization", "Proxy-Authorization");

    private Relay() {}

    /** Finishes the other leg's request: hop count, our Contact, the headers no rule writes and the body of the one received. */
    public static SipRequest request(SipRequest received, MessageBuilder begun, Leg leg) {
        return request(received, begun, leg, Body.RECEIVED);
    }

    /** The same with another session description. */
    public static SipRequest request(SipRequest received, MessageBuilder begun, Leg leg, Body body) {
        begun.header(Headers.MAX_FORWARDS, Integer.toString(Math.max(received.maxForwards() - 1, 0)));
        if (takesContact(received.method())) begun.header(Headers.CONTACT, leg.contact);
        if (received.method().equals("INVITE")) begun.header(Headers.ALLOW, ALLOW);
        supported(received, begun);
        // Reliable answers are offered, but not demanded: what the caller demands of us we do ourselves (RFC 3262 §3).
        var refused = leg.hasDialog() ? Set.<String>of() : RELIABLE;
        extensions(received, begun, Headers.REQUIRE, false, refused);
        if (SessionTimer.concerns(received.method())) leg.timer.ask(begun);
        begun.copyAllBut(
                received,
                leg.rewritten().isEmpty() ? OURS : OURS.plus(leg.rewritten().toArray(String[]::new)));
        return authorized(body.put(begun, received).buildRequest(), leg);
    }

    /** Our answer to one leg with the other leg's answer in it; {@code leg} is the first. {@code reliable}: a 1xx keeps its RSeq (RFC 3262 §3). */
    public static SipResponse response(SipResponse received, ServerTransaction to, Leg leg, boolean reliable) {
        return response(received, to, leg, reliable, Body.RECEIVED);
    }

    /** The same with another session description. */
    public static SipResponse response(
            SipResponse received, ServerTransaction to, Leg leg, boolean reliable, Body body) {
        return body.put(begin(received, to, leg, reliable), received).buildResponse();
    }

    /** Our 2xx with the far end's in it, and a session that the far end may have told before (RFC 3262 §5). */
    public static SipResponse accept(
            SipResponse received, SipResponse session, ServerTransaction to, Leg leg, Body body) {
        return body.put(begin(received, to, leg, false), session).buildResponse();
    }

    /** Appends to a provisional answer of ours what the far end's says beside its session. */
    public static void told(SipResponse received, MessageBuilder answer) {
        answer.copyAllBut(received, OURS);
    }

    private static MessageBuilder begin(SipResponse received, ServerTransaction to, Leg leg, boolean reliable) {
        var answer = to.response(received.status(), received.reasonPhrase(), leg.localTag);
        var method = to.request().method();
        boolean redirects = received.status() >= 300 && received.status() < 400;
        if (redirects) answer.copy(received, Headers.CONTACT);
        else if (received.status() < 300 && takesContact(method)) answer.header(Headers.CONTACT, leg.contact);
        if (received.status() < 300) answer.copy(to.request(), Headers.RECORD_ROUTE); // RFC 3261 §12.1.1
        if (received.isSuccess() && method.equals("INVITE")) answer.header(Headers.ALLOW, ALLOW);
        boolean timed = SessionTimer.concerns(method);
        boolean replaceable = received.isSuccess() && method.equals("INVITE"); // RFC 3891
        if (received.isFinal()) supported(received, answer, timed, replaceable);
        boolean refreshed = timed && received.isSuccess() && leg.timer.accept(to.request(), answer);
        if (reliable || received.isFinal()) extensions(received, answer, Headers.REQUIRE, refreshed, Set.of());
        if (reliable) answer.copy(received, Headers.RSEQ);
        return answer.copyAllBut(received, OURS);
    }

    /** 200 of our own to a request that changes a session, with this description. */
    public static SipResponse answer(ServerTransaction to, Leg leg, Body body) {
        var ok = to.response(200, "OK")
                .header(Headers.CONTACT, leg.contact)
                .copy(to.request(), Headers.RECORD_ROUTE)
                .header(Headers.ALLOW, ALLOW)
                .header(Headers.SUPPORTED, SessionTimer.TIMER + ",replaces");
        if (leg.timer.accept(to.request(), ok)) ok.header(Headers.REQUIRE, SessionTimer.TIMER);
        var sdp = body.sdp();
        if (sdp != null) ok.body(Body.SDP, sdp);
        return ok.buildResponse();
    }

    /** The same request in its dialog once more, with credentials and a new CSeq (RFC 3261 §22.2). */
    public static SipRequest again(SipRequest refused, Leg leg) {
        return repeated(refused, leg, leg.repeated(refused.method()));
    }

    /** The INVITE that opens a leg, once more with credentials. */
    public static SipRequest openAgain(SipRequest refused, Leg leg) {
        leg.restart();
        return repeated(
                refused, leg, leg.begin("INVITE", refused.requestUriText()).copy(refused, Headers.ROUTE));
    }

    /** The same, to somebody who wants answers to be reliable (RFC 3261 §21.4.15). */
    public static SipRequest offeringReliable(SipRequest refused, Leg leg) {
        leg.restart();
        var begun = leg.begin("INVITE", refused.requestUriText())
                .copy(refused, Headers.ROUTE)
                .header(Headers.SUPPORTED, "100rel");
        return repeated(refused, leg, begun);
    }

    private static SipRequest repeated(SipRequest refused, Leg leg, MessageBuilder begun) {
        if (SessionTimer.concerns(refused.method())) leg.timer.ask(begun);
        return authorized(begun.copyAllBut(refused, AGAIN).bodyOf(refused).buildRequest(), leg);
    }

    /** With credentials when the leg was challenged before. */
    public static SipRequest authorized(SipRequest request, Leg leg) {
        if (!leg.wasChallenged()) return request;
        var all = leg.authorization(request);
        var begun = MessageBuilder.request(request.method(), request.requestUriText())
                .copyAllBut(request, BODY_AND_CREDENTIALS);
        all.forEach(one -> begun.header(one.getKey(), one.getValue()));
        return begun.bodyOf(request).buildRequest();
    }

    /** Ours, and extensions that work between the ends, where the far one has them: what we relay without a part in it. */
    private static void supported(SipRequest received, MessageBuilder begun) {
        boolean rel = offers(received, "100rel");
        boolean timer = SessionTimer.concerns(received.method());
        if (rel || timer) begun.header(Headers.SUPPORTED, rel && timer ? "100rel,timer" : rel ? "100rel" : "timer");
    }

    private static void supported(SipMessage received, MessageBuilder begun, boolean timer, boolean replaceable) {
        var ours = replaceable ? REPLACES : Set.<String>of();
        extensions(received, begun, Headers.SUPPORTED, timer, ours);
        if (replaceable) begun.header(Headers.SUPPORTED, "replaces");
    }

    /** The extensions a field of the far end names, of which timers are our business. */
    private static void extensions(
            SipMessage received, MessageBuilder begun, String name, boolean timer, Set<String> refused) {
        if (!timer && !received.has(name)) return;
        var all = new ArrayList<String>(4);
        for (var one : received.values(name))
            if (!one.equalsIgnoreCase(SessionTimer.TIMER) && !refused.contains(one.toLowerCase(Locale.ROOT)))
                all.add(one);
        if (timer) all.add(SessionTimer.TIMER);
        if (!all.isEmpty()) begun.header(name, String.join(",", all));
    }

    /**
     * An INVITE that asks for no reliable answers. One of several phones is not asked: a session in a reliable 1xx would be one that the
     * caller is not told (RFC 3262 §5), and need not be repeated in the 2xx.
     */
    public static SipRequest withoutReliable(SipRequest invite) {
        if (!offers(invite, "100rel")) return invite;
        var begun = MessageBuilder.request(invite.method(), invite.requestUriText())
                .copyAllBut(invite, BODY_AND_EXTENSIONS)
                .bodyOf(invite);
        for (var name : List.of(Headers.SUPPORTED, Headers.REQUIRE)) without(invite, name, begun);
        return begun.buildRequest();
    }

    private static void without(SipRequest invite, String name, MessageBuilder begun) {
        var others = invite.values(name).stream()
                .filter(extension -> !extension.equalsIgnoreCase("100rel"))
                .toList();
        if (!others.isEmpty()) begun.header(name, String.join(",", others));
    }

    /** Whether it is to be acknowledged by PRACK (RFC 3262 §4). */
    public static boolean isReliable(SipResponse response) {
        return response.isProvisional() && response.has(Headers.RSEQ) && response.hasToken(Headers.REQUIRE, "100rel");
    }

    /** Number of a reliable answer; 0 when there is none that can be read. */
    static long rseq(SipResponse response) {
        return response.intHeader(Headers.RSEQ, 0);
    }

    public static boolean offers(SipRequest request, String extension) {
        return request.hasToken(Headers.SUPPORTED, extension) || request.hasToken(Headers.REQUIRE, extension);
    }

    private static boolean takesContact(String method) {
        return method.equals("INVITE") || method.equals("UPDATE");
    }
}
