package esg.trunk.call;

import esg.domain.Rejection;
import esg.media.sdp.RepeatedAnswer;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import esg.trunk.leg.Leg;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Refusal;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Timing;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Offers that the other party does not hear of: where media is ours and re-INVITEs end here (MED-02), and refreshes of a session that
 * stays as it is (RFC 4028 §7.4). Answered with what the other party last said.
 */
final class LocalOffers {
    private final ActorRef<CallCommand> self;
    private final Timing timing;
    private final Loop loop;
    private final Sides sides;
    private final Descriptions descriptions;
    private final Map<Party, Answered> answered = new EnumMap<>(Party.class);

    /** A re-INVITE whose ACK is to come. */
    private record Answered(long cseq, boolean offered, OkUntilAck ok) {}

    /** For a call on this loop. */
    LocalOffers(ActorRef<CallCommand> self, Timing timing, Loop loop, Sides sides, Descriptions descriptions) {
        this.self = self;
        this.timing = timing;
        this.loop = loop;
        this.sides = sides;
        this.descriptions = descriptions;
    }

    /** Whether it ends here. */
    boolean takes(Party from, ServerTransaction received) {
        var request = received.request();
        boolean invite = request.method().equals("INVITE");
        boolean update = request.method().equals("UPDATE") && request.bodyLength() > 0;
        if (!invite && !update || request.bodyLength() > 0 && !Body.isSdp(request)) return false;
        if (!descriptions.told().containsKey(from)) return false; // nothing is agreed yet
        return descriptions.endHere() || refreshes(from, request);
    }

    /** A session timer's request, with the same session as ever. */
    private boolean refreshes(Party from, SipRequest request) {
        var said = descriptions.said().get(from);
        return request.has(Headers.SESSION_EXPIRES) && said != null && Arrays.equals(said, request.body());
    }

    void answer(Party from, ServerTransaction received) {
        var leg = sides.leg(from);
        if (leg == null) return;
        var request = received.request();
        var then = Then.of(
                body -> accept(from, received, leg, body),
                why -> Refusal.of(why).answer(received));
        var told = descriptions.told().get(from);
        if (request.bodyLength() == 0) {
            descriptions.repeat(from, then);
            return;
        }
        if (told != null && refreshes(from, request)) {
            accept(from, received, leg, new Body(told));
            return;
        }
        var other = descriptions.said().get(from.other());
        var answer =
                other == null ? null : RepeatedAnswer.to(request.body(), other).orElse(null);
        if (answer == null) {
            Refusal.of(Rejection.UNSUPPORTED_MEDIA).answer(received); // the session stays as it was (RFC 3261 §14.2)
            return;
        }
        descriptions.answerHere(from, request, answer, then);
    }

    private void accept(Party from, ServerTransaction received, Leg leg, Body body) {
        if (received.finalSent()) return;
        var request = received.request();
        leg.retarget(request);
        var ok = Relay.answer(received, leg, body);
        if (request.method().equals("INVITE")) connect(from, received, ok);
        else received.respond(ok);
    }

    private void connect(Party from, ServerTransaction received, SipResponse ok) {
        var before = answered.remove(from);
        if (before != null) before.ok.stop();
        boolean offered = received.request().bodyLength() > 0;
        var repeated =
                new OkUntilAck(loop, received, ok, timing, () -> self.tell(new CallCommand.NotAcknowledged(from)));
        answered.put(from, new Answered(received.request().cseq(), offered, repeated));
    }

    /** True when the ACK belongs to an answer of ours. */
    boolean acknowledged(Party party, SipRequest ack) {
        var done = answered.get(party);
        if (done == null || done.cseq != ack.cseq()) return false;
        done.ok.stop();
        // An offer in the 2xx is answered here (RFC 3264 §5): what we offered was what the other had said before.
        if (!done.offered)
            descriptions.answer(party, ack, Then.of(_ -> {}, why -> self.tell(new CallCommand.MediaLost(why.text()))));
        return true;
    }

    void close() {
        answered.values().forEach(done -> done.ok.stop());
        answered.clear();
    }
}
