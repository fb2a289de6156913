package esg.trunk.call;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Timing;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Re-INVITEs that crossed and were answered with 2xx: either leg has an ACK to come, or to get (RFC 3261 §13.2.2.4). */
final class Reinvites {
    private static final class Reinvite {
        final Passing passing;
        final Leg to;
        final OkUntilAck ok;

        @Nullable
        SipRequest ack;

        Reinvite(Passing passing, Leg to, OkUntilAck ok) {
            this.passing = passing;
            this.to = to;
            this.ok = ok;
        }
    }

    private final ActorRef<CallCommand> self;
    private final Timing timing;
    private final LegSender sender;
    private final Descriptions descriptions;
    private final Map<Party, Reinvite> answered =
            new EnumMap<>(Party.class); // by who asked; either may still wait for its 2xx

    Reinvites(ActorRef<CallCommand> self, Timing timing, LegSender sender, Descriptions descriptions) {
        this.self = self;
        this.timing = timing;
        this.sender = sender;
        this.descriptions = descriptions;
    }

    /** The last of this party; null for none. */
    @Nullable
    Passing last(Party from) {
        var done = answered.get(from);
        return done == null ? null : done.passing;
    }

    /** Answers who asked, until that is acknowledged. */
    void connect(Passing passing, SipResponse relayed, Leg to) {
        var ok = new OkUntilAck(
                sender.loop(),
                passing.received(),
                relayed,
                timing,
                () -> self.tell(new CallCommand.NotAcknowledged(passing.from())));
        var now = new Reinvite(passing, to, ok);
        var before = answered.put(passing.from(), now);
        if (before != null) before.ok.stop();
        // An offer in the 2xx is answered in the ACK, which is still to come (RFC 3264 §5).
        if (passing.received().request().bodyLength() > 0) acknowledge(now, null, Body.RECEIVED);
    }

    /** True when the ACK belonged to one of them. */
    boolean acknowledged(Party party, SipRequest ack) {
        var done = answered.get(party);
        if (done == null || ack.cseq() != done.passing.received().request().cseq()) return false;
        done.ok.stop();
        if (done.ack != null) return true;
        descriptions.answer(
                party,
                ack,
                Then.of(body -> acknowledge(done, ack, body), why -> self.tell(new CallCommand.MediaLost(why.text()))));
        return true;
    }

    private void acknowledge(Reinvite reinvite, @Nullable SipRequest ack, Body body) {
        var begun = reinvite.to.ack(reinvite.passing.sent().cseq()).header(Headers.MAX_FORWARDS, "70");
        if (ack != null) body.put(begun, ack);
        reinvite.ack = Relay.authorized(begun.buildRequest(), reinvite.to);
        sender.ack(reinvite.to, reinvite.ack);
    }

    /** True when a 2xx came once more, since its ACK was lost. */
    boolean acknowledgesAgain(Passing passing, SipResponse response) {
        var done = answered.get(passing.from());
        if (done == null || done.passing.sent() != passing.sent() || !response.isSuccess()) return false;
        if (done.ack != null) sender.ack(done.to, done.ack);
        return true;
    }

    void close() {
        answered.values().forEach(done -> done.ok.stop());
        answered.clear(); // whoever comes to a place counts anew
    }
}
