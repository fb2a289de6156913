package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.Refresh;
import esg.domain.cdr.EndedBy;
import esg.sip.transport.Loop;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
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
    static Behavior<CallCommand> create(
            CallServices services, OwnAccount account, CallState call, Map<Party, Leg> legs, Loop loop) {
        return Behaviors.setup(ctx -> {
            var self = ctx.getSelf();
            var sender = services.sender(loop);
            var id = call.accountId();
            var caller =
                    new Standing(self, services.dialogs(), sender, id, Party.CALLER, leg(legs, Party.CALLER), null);
            var callee =
                    new Standing(self, services.dialogs(), sender, id, Party.CALLEE, leg(legs, Party.CALLEE), null);
            caller.open();
            callee.open();
            var record = CallRecord.of(call);
            var served = account.served();
            var anchor = Anchor.of(self, services.media(), record, served == null ? null : served.account());
            var descriptions = new Descriptions(anchor);
            descriptions.adopted(call.sdp());
            reach(services, descriptions, caller);
            reach(services, descriptions, callee);
            var sides = new Sides(caller, callee, true);
            var circumstances = new Call.Circumstances(services, loop, account, record);
            var parts = Talking.Parts.of(ctx, circumstances, sides, descriptions);
            services.book().opened(record, self);
            parts.keeper().changed();
            if (anchor == null) refresh(Map.of(Party.CALLER, caller, Party.CALLEE, callee), descriptions, "UPDATE");
            else anchorAnew(Map.of(Party.CALLER, caller, Party.CALLEE, callee), descriptions);
            log.info("call adopted callid={} account={}", record.id(), record.account());
            return new Talking(parts).talking();
        });
    }

    private static void reach(CallServices services, Descriptions descriptions, Standing end) {
        var path = end.leg().path;
        var hop = end.leg().whereabouts().hop();
        var flow = hop == null ? null : services.edge().transport().flow(path.side(), hop, path.listenerName());
        if (flow != null) descriptions.reach(end.party(), flow);
    }

    /** The media gateway of the dead node is dead too: both ends are told of ours. */
    private static void anchorAnew(Map<Party, Standing> ends, Descriptions descriptions) {
        descriptions.anew(Then.of(
                _ -> refresh(ends, descriptions, "INVITE"),
                why -> ends.values().iterator().next().self().tell(new HangUp(why.text()))));
    }

    private static void refresh(Map<Party, Standing> ends, Descriptions descriptions, String method) {
        var told = descriptions.told();
        ends.forEach((party, end) -> Refresh.send(
                end.sender(),
                end.leg(),
                told.getOrDefault(party, SILENT),
                method,
                why -> end.self().tell(new HangUp(party.word() + ": " + why, EndedBy.TIMEOUT))));
    }

    private static Leg leg(Map<Party, Leg> legs, Party party) {
        var leg = legs.get(party);
        if (leg == null) throw new IllegalStateException("no leg of the " + party.word());
        return leg;
    }
}
