package esg.trunk.ping;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.locate.Locator;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.message.SipUri;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.SendOptions;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one ping and says whether it came back. */
final class PingSender {
    private final SipEdge edge;
    private final Locator locator;
    private final PingTarget target;
    private final PingSettings settings;
    private final PingTrace trace;

    PingSender(Ping.Services services, PingTarget target, PingTrace trace) {
        this.edge = services.edge();
        this.locator = services.locator();
        this.settings = services.settings();
        this.target = target;
        this.trace = trace;
    }

    /** The flow a ping takes: the registered one to our own provider, else one to wherever the name leads. */
    private CompletionStage<Flow> flow(PingPath path) {
        var registered = path.flow();
        if (target.own() && registered != null) return CompletableFuture.completedFuture(registered);
        return locator.locate(target.hop()).thenApply(hops -> {
            for (var hop : hops) {
                var flow = edge.transport().flow(Side.OUTSIDE, hop, target.listener());
                if (flow != null) return flow;
            }
            var lacking = edge.transport().lacking(Side.OUTSIDE, target.transport(), target.listener());
            throw new IllegalStateException(lacking == null ? "no listener reaches " + target.host() : lacking);
        });
    }

    /**
     * Asks with OPTIONS.
     *
     * @param lost told null when it came back, else why not; on any thread
     */
    void options(PingPath path, long cseq, Consumer<@Nullable String> lost) {
        withFlow(path, cseq, lost, flow -> {
            var hop = new Hop(flow.listener().transport(), flow.remote(), flow.name());
            var request = request(flow, target.own() ? path.serviceRoute() : List.of(), cseq);
            var sent = trace.sent(cseq, flow, request.callId());
            edge.send(
                    request,
                    List.of(hop),
                    new SendOptions(Side.OUTSIDE, flow.listener().name(), null),
                    told(sent, lost));
        });
    }

    /**
     * Sends CRLF. Over UDP nobody answers: it came through when the socket took it.
     *
     * @param lost as for {@link #options}
     */
    void crlf(PingPath path, long number, Consumer<@Nullable String> lost) {
        withFlow(path, number, lost, flow -> {
            var sent = trace.sent(number, flow, null);
            edge.transport().keepAlive(flow, error -> {
                var why = error == null ? null : error.toString();
                sent.ended("taken by the socket", why);
                lost.accept(why);
            });
        });
    }

    /**
     * Asks with a STUN Binding request from the socket SIP uses, as RFC 5626 §3.5.2 does. It is repeated as long as its answer would count, no longer
     * than until the next.
     *
     * @param lost as for {@link #options}
     */
    void stun(PingPath path, long number, Consumer<@Nullable String> lost) {
        var timeout = settings.answerTimeout();
        var within = timeout.compareTo(target.interval()) < 0 ? timeout : target.interval();
        withFlow(path, number, lost, flow -> {
            var sent = trace.sent(number, flow, null);
            edge.stun().ping(flow, within, why -> {
                sent.ended("STUN", why);
                lost.accept(why);
            });
        });
    }

    private void withFlow(PingPath path, long number, Consumer<@Nullable String> lost, Consumer<Flow> act) {
        flow(path).whenComplete((flow, failure) -> {
            if (failure == null) {
                act.accept(flow);
                return;
            }
            trace.notSent(number, failure.toString());
            lost.accept(failure.toString());
        });
    }

    private SipRequest request(Flow flow, List<String> routes, long cseq) {
        var transport = edge.transport();
        var callId = edge.newCallId(transport.loop(Math.floorMod(target.id().hashCode(), transport.loops())));
        var tag = Long.toString(ThreadLocalRandom.current().nextLong(1L << 32, 1L << 40), Character.MAX_RADIX);
        var user = target.username().isEmpty() ? "" : SipUri.escapedUser(target.username()) + "@";
        var request = MessageBuilder.request("OPTIONS", target.requestUri())
                .header(Headers.FROM, "<" + target.from() + ">;tag=" + tag)
                .header(Headers.TO, "<" + target.requestUri() + ">")
                .header(Headers.CALL_ID, callId)
                .header(Headers.CSEQ, cseq + " OPTIONS")
                .header(Headers.MAX_FORWARDS, "70");
        for (var route : routes) request.header(Headers.ROUTE, route);
        var sentBy = flow.listener().sentBy(flow.remote().getAddress());
        var carried = flow.listener().transport();
        var by = carried == Transport.UDP ? "" : ";transport=" + carried.token();
        return request.header(Headers.CONTACT, "<sip:" + user + sentBy + by + ">")
                .header("Accept", "application/sdp")
                .header(Headers.USER_AGENT, settings.userAgent())
                .buildRequest();
    }

    /** Any answer means that somebody is there; 403 or 404 only say that he does not like the question (A-03). */
    private static ClientUser told(PingTrace.Sent sent, Consumer<@Nullable String> lost) {
        return new ClientUser() {
            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {
                sent.ended(response.status() + " " + response.reasonPhrase(), null);
                lost.accept(null);
            }

            @Override
            public void onTimeout(ClientTransaction transaction) {
                sent.ended("", "no answer");
                lost.accept("no answer");
            }

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {
                sent.ended("", why);
                lost.accept(why);
            }
        };
    }
}
