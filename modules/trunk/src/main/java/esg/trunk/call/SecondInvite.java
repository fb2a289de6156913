package esg.trunk.call;

import esg.domain.account.Transport;
import esg.domain.normalize.CallNumbers;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes the INVITE of a second leg: a new Call-ID always (REF-01), numbers as normalized, all else as the caller said it. */
record SecondInvite(Leg leg, SipRequest request) {
    /** Null when no listener of ours can reach that hop. */
    static @Nullable SecondInvite write(CallServices services, ServerTransaction caller, Attempt attempt, Hop hop) {
        var way = attempt.way();
        var known = way.flow();
        var flow = known != null ? known : services.edge().transport().flow(way.side(), hop, way.listenerName());
        if (flow == null) return null;
        var opening = new Leg.Opening(
                Leg.Path.by(way.side(), way.listenerName(), flow, flow.name()),
                services.edge().newCallId(caller.loop()),
                services.edge().newTag(),
                contact(attempt.contactUser(), flow),
                attempt.credentials(),
                ThreadLocalRandom.current().nextInt(1, 10_000));
        var numbers = attempt.numbers();
        var leg = Leg.offering(from(numbers), uri(numbers.toUser(), numbers.toDomain()), opening, attempt.rewritten());
        var begun = leg.begin("INVITE", attempt.requestUri());
        for (var route : attempt.routes()) begun.header(Headers.ROUTE, route);
        attempt.headers().forEach(begun::header);
        leg.rewrite(begun);
        var called = numbers.calledParty();
        if (called != null) begun.header("P-Called-Party-ID", uri(called, numbers.toDomain()));
        return new SecondInvite(leg, Relay.request(caller.request(), begun, leg));
    }

    /** Our Contact on that flow, with its transport when that is not UDP (RFC 3261 §19.1.1). */
    static String contact(String user, Flow flow) {
        var at = flow.listener().sentBy(flow.remote().getAddress());
        var transport = flow.listener().transport();
        return "<sip:" + userAt(user) + at + (transport == Transport.UDP ? "" : ";transport=" + transport.token())
                + ">";
    }

    private static String from(CallNumbers numbers) {
        var uri = uri(numbers.fromUser(), numbers.fromDomain());
        if (numbers.fromName().isEmpty()) return uri;
        return "\"" + numbers.fromName().replace("\\", "\\\\").replace("\"", "\\\"") + "\" " + uri;
    }

    private static String uri(String user, String domain) {
        return "<sip:" + userAt(user) + SipUri.hostText(domain) + ">";
    }

    /** {@code user@}, or nothing. */
    static String userAt(String user) {
        return user.isEmpty() ? "" : SipUri.escapedUser(user) + "@";
    }
}
