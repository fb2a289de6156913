package esg.trunk.call;

import esg.sip.message.Headers;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.DtmfInfo;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Relay;

/**
 * Keys pressed, where media is ours and one party tells of them by INFO, the other by telephone events in its stream (RFC 4733): each is
 * told in its own way. Elsewhere both pass as they come.
 */
final class Keys {
    private final Sides sides;
    private final Descriptions descriptions;
    private final LegSender sender;

    Keys(Sides sides, Descriptions descriptions, LegSender sender) {
        this.sides = sides;
        this.descriptions = descriptions;
        this.sender = sender;
    }

    /** True when an INFO became an event; one the other end does not know passes as it is. */
    boolean takes(Party from, ServerTransaction received) {
        var request = received.request();
        if (!request.method().equals("INFO") || descriptions.tellsByInfo() != from) return false;
        var key = DtmfInfo.read(request);
        if (key == null || !descriptions.dial(from.other(), key.key(), key.millis())) return false;
        Talking.accept(received);
        return true;
    }

    /** An event becomes an INFO; nobody waits for what comes of it. */
    void pressed(Party by, char key, int millis) {
        var to = by.other();
        var leg = sides.leg(to);
        if (descriptions.tellsByInfo() != to || leg == null || !leg.hasDialog()) return;
        var info = leg.within("INFO").header(Headers.MAX_FORWARDS, "70");
        new DtmfInfo(key, millis).write(info);
        sender.forget(leg, Relay.authorized(info.buildRequest(), leg));
    }
}
