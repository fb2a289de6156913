package esg.trunk.call;

import esg.trunk.leg.Body;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Opening;
import esg.trunk.leg.LegPath;
import esg.trunk.leg.Relay;
import esg.trunk.leg.SessionTimer;
import esg.domain.account.Transport;
import esg.domain.normalize.CallNumbers;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipUri;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.sip.transport.Loop;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes the INVITE of a second leg: a new Call-ID always (REF-01), numbers as normalized, all else as the caller said it. */
record SecondInvite(Leg leg, SipRequest request) {
    /** What is made anew for each leg. */
    record Fresh(String callId, String tag, int cseq) {
        static Fresh of(SipEdge edge, Loop loop) {
            return new Fresh(
                    edge.newCallId(loop),
                    edge.newTag(),
                    ThreadLocalRandom.current().nextInt(1, 10_000));
        }
    }

    /** What the leg says of its session: how long it lasts, and what its media is. */
    record Spoken(SessionTimer timer, Body body) {}

    /** With this session description. */
    static SecondInvite write(CallServices services, ServerTransaction caller, Attempt attempt, Flow flow, Body body) {
        var spoken = new Spoken(services.settings().sessionTimer(attempt.spoken()), body);
        return write(Fresh.of(services.edge(), caller.loop()), caller.request(), attempt, flow, spoken);
    }

    /** By which it leaves; null when no listener of ours can reach that hop. */
    static @Nullable Flow flow(CallServices services, Attempt.Way way, Hop hop) {
        var known = way.flow();
        return known != null ? known : services.edge().transport().flow(way.side(), hop, way.listenerName());
    }

    /** The same for the same arguments. */
    static SecondInvite write(Fresh fresh, SipRequest caller, Attempt attempt, Flow flow, Spoken spoken) {
        var way = attempt.way();
        var opening = new Opening(
                path(way, flow),
                fresh.callId,
                fresh.tag,
                contact(attempt.contactUser(), flow),
                attempt.credentials(),
                fresh.cseq,
                spoken.timer);
        var numbers = attempt.numbers();
        var leg = Leg.offering(from(numbers), uri(numbers.toUser(), numbers.toDomain()), opening, attempt.rewritten());
        var begun = leg.begin("INVITE", attempt.requestUri());
        for (var route : attempt.routes()) begun.header(Headers.ROUTE, route);
        attempt.headers().forEach(begun::header);
        leg.rewrite(begun);
        var called = numbers.calledParty();
        if (called != null) begun.header("P-Called-Party-ID", uri(called, numbers.toDomain()));
        return new SecondInvite(leg, Relay.request(caller, begun, leg, spoken.body));
    }

    /** Who is reached by a flow alone stays there. */
    private static LegPath path(Attempt.Way way, Flow flow) {
        var path = LegPath.by(way.side(), way.listenerName(), flow, flow.name());
        boolean bound = way.side() == Side.INSIDE && way.flow() != null;
        return bound && flow.listener().transport() == Transport.UDP ? path.behind(flow.remote()) : path;
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
