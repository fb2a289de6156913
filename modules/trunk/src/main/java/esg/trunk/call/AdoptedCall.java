package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Refresh;
import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.sip.transport.Loop;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.Dialogs.Party;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries on a call whose node has died: both ends hear where we are, and from then on it is {@link Talking} like any other. It was
 * answered before, so nothing of setting up a call is here.
 */
final class AdoptedCall {
    private static final Logger log = LoggerFactory.getLogger(AdoptedCall.class);
    private static final byte[] SILENT = {};

    private AdoptedCall() {}

    /** @param loop on which it runs */
    static Behavior<CallCommand> create(CallServices services, CallState call, Map<Party, Leg> legs, Loop loop) {
        return Behaviors.setup(ctx -> {
            var self = ctx.getSelf();
            var sender = services.sender(loop);
            var caller = new Standing(self, services.dialogs(), sender, Party.CALLER, leg(legs, Party.CALLER));
            var callee = new Standing(self, services.dialogs(), sender, Party.CALLEE, leg(legs, Party.CALLEE));
            var record = CallRecord.of(call);
            var descriptions = new Descriptions(null);
            descriptions.adopted(call.sdp());
            var sides = new InsideDialog.Sides(caller, callee, true, descriptions);
            var inside = new InsideDialog(self, services, loop, sides);
            var keeper = new CallKeeper(services, record, sides);
            services.book().opened(record);
            keeper.changed();
            caller.open(call);
            callee.open(call);
            log.info("call adopted callid={} account={}", record.id(), record.account());
            return new Talking(services.book(), record, inside, keeper, new Talking.Ends(caller, callee, descriptions))
                    .talking();
        });
    }

    private static Leg leg(Map<Party, Leg> legs, Party party) {
        var leg = legs.get(party);
        if (leg == null) throw new IllegalStateException("no leg of the " + party.word());
        return leg;
    }

    /** A leg that stands, since its INVITE is long answered and acknowledged. */
    private record Standing(ActorRef<CallCommand> self, Dialogs dialogs, LegSender sender, Party party, Leg leg)
            implements InsideDialog.CallerSide, InsideDialog.CalleeSide, Talking.End {
        void open(CallState call) {
            dialogs.add(leg, party, self, call.accountId());
            var sdp = call.sdp().getOrDefault(party.other(), SILENT);
            Refresh.send(sender, leg, sdp, "UPDATE", why -> self.tell(new HangUp(party.word() + ": " + why)));
        }

        @Override
        public void bye(@Nullable SipRequest because) {
            Bye.send(sender, leg, because, () -> self.tell(new HungUp()));
        }

        @Override
        public void abandon(Rejection why) {
            Bye.send(sender, leg, null, () -> {});
        }

        @Override
        public void close() {
            dialogs.remove(leg, party, self);
        }
    }
}
