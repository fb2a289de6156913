package esg.trunk.call;

import esg.media.relay.MediaRelay;
import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Loop;
import esg.trunk.leg.LegSender;

/**
 * What every call of a node shares.
 *
 * @param settings timers of calls
 * @param standBy told of established calls
 * @param media where accounts want it here
 */
public record CallServices(
        SipEdge edge,
        Locator locator,
        Dialogs dialogs,
        CallBook book,
        NumberPlans numberPlans,
        SecondLeg secondLeg,
        CallSettings settings,
        StandBy standBy,
        MediaRelay media) {
    /** Sends what a call says, which runs on this loop. */
    LegSender sender(Loop loop) {
        return new LegSender(edge, locator, loop, settings.timing());
    }
}
