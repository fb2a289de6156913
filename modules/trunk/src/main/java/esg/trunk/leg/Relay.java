package esg.trunk.leg;

import java.util.List;
import esg.sip.message.HeaderSet;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;

/**
 * Carries a message from one leg into the other: what belongs to a dialog or a hop is written anew, all else is copied byte for byte,
 * the session description too (MED-01).
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
            .plus("Authentication-Info", "Allow", "Supported", "RSeq", "RAck", "Path", "Timestamp")
            .plus("X-Esg-Account", "X-Esg-Test", "X-Esg-Binding", "X-Esg-Subscriber", "X-Esg-Emergency")
            .plus("P-Called-Party-ID")
            .plus(OF_THE_BODY);
    private static final HeaderSet OURS_AND_REQUIRE = OURS.plus("Require");
    private static final HeaderSet OF_THE_DIALOG =
            HeaderSet.of("From", "To", "Call-ID", "CSeq", "Route").plus(OF_THE_BODY);
    private static final HeaderSet AGAIN = OF_THE_DIALOG.plus("Authorization", "Proxy-Authorization");
    private static final HeaderSet BODY_AND_EXTENSIONS =
            HeaderSet.of(OF_THE_BODY).plus("Supported", "Require");
    private static final HeaderSet BODY_AND_CREDENTIALS =
            HeaderSet.of(OF_THE_BODY).plus("Authorization", "Proxy-Authorization");

    private Relay() {}

    /** Finishes the other leg's request: hop count, our Contact, the headers no rule writes and the body of the one received. */
    public static SipRequest request(SipRequest received, MessageBuilder begun, Leg leg) {
        begun.header(Headers.MAX_FORWARDS, Integer.toString(Math.max(received.maxForwards() - 1, 0)));
        if (takesContact(received.method())) begun.header(Headers.CONTACT, leg.contact);
        if (received.method().equals("INVITE")) begun.header(Headers.ALLOW, ALLOW);
        supported(received, begun);
        begun.copyAllBut(
                received,
                leg.rewritten().isEmpty() ? OURS : OURS.plus(leg.rewritten().toArray(String[]::new)));
        return authorized(begun.bodyOf(received).buildRequest(), leg);
    }

    /** Our answer to one leg with the other leg's answer in it. {@code reliable}: a 1xx keeps its RSeq (RFC 3262 §3). */
    public static SipResponse response(SipResponse received, ServerTransaction to, Leg leg, boolean reliable) {
        var answer = to.response(received.status(), received.reasonPhrase());
        var method = to.request().method();
        boolean redirects = received.status() >= 300 && received.status() < 400;
        if (redirects) answer.copy(received, Headers.CONTACT);
        else if (received.status() < 300 && takesContact(method)) answer.header(Headers.CONTACT, leg.contact);
        if (received.status() < 300) answer.copy(to.request(), Headers.RECORD_ROUTE); // RFC 3261 §12.1.1
        if (received.isSuccess() && method.equals("INVITE")) answer.header(Headers.ALLOW, ALLOW);
        if (received.isFinal()) answer.copy(received, Headers.SUPPORTED);
        if (received.isSuccess() && method.equals("INVITE") && !received.hasToken(Headers.SUPPORTED, "replaces"))
            answer.header(Headers.SUPPORTED, "replaces");
        if (reliable) answer.copy(received, Headers.RSEQ).copyAllBut(received, OURS);
        else answer.copyAllBut(received, received.isProvisional() ? OURS_AND_REQUIRE : OURS);
        return answer.bodyOf(received).buildResponse();
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

    private static SipRequest repeated(SipRequest refused, Leg leg, MessageBuilder begun) {
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

    /** Extensions that work between the ends, where the far one has them: what we relay without a part in it. */
    private static void supported(SipRequest received, MessageBuilder begun) {
        boolean rel = offers(received, "100rel");
        boolean timer = offers(received, "timer");
        if (rel || timer) begun.header(Headers.SUPPORTED, rel && timer ? "100rel,timer" : rel ? "100rel" : "timer");
    }

    /**
     * An INVITE to one of several phones: an answer in a reliable 1xx would be one that the caller is not told (RFC 3262 §5), and need not
     * be repeated in the 2xx.
     */
    public static SipRequest withoutReliable(SipRequest invite) {
        if (!offers(invite, "100rel")) return invite;
        var begun = MessageBuilder.request(invite.method(), invite.requestUriText())
                .copyAllBut(invite, BODY_AND_EXTENSIONS)
                .bodyOf(invite);
        for (var name : List.of(Headers.SUPPORTED, Headers.REQUIRE)) {
            var others = invite.values(name).stream()
                    .filter(extension -> !extension.equalsIgnoreCase("100rel"))
                    .toList();
            if (!others.isEmpty()) begun.header(name, String.join(",", others));
        }
        return begun.buildRequest();
    }

    public static boolean offers(SipRequest request, String extension) {
        return request.hasToken(Headers.SUPPORTED, extension) || request.hasToken(Headers.REQUIRE, extension);
    }

    private static boolean takesContact(String method) {
        return method.equals("INVITE") || method.equals("UPDATE");
    }
}
