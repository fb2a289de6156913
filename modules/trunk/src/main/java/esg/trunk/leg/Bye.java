package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import org.jspecify.annotations.Nullable;

/** Ends one dialog (RFC 3261 §15.1.1): any final answer, or none, ends it; a challenge is answered once. */
public final class Bye implements ClientUser {
    private final LegSender sender;
    private final Leg leg;
    private final Runnable done;
    private SipRequest bye;

    private Bye(LegSender sender, Leg leg, SipRequest bye, Runnable done) {
        this.sender = sender;
        this.leg = leg;
        this.bye = bye;
        this.done = done;
    }

    /**
     * Sends it.
     *
     * @param because the request that made us hang up, whose Reason goes along (RFC 3326); null when it is our own doing
     * @param done run on the loop of the call when nothing more is to be waited for
     */
    public static void send(LegSender sender, Leg leg, @Nullable SipRequest because, Runnable done) {
        var begun = leg.within("BYE").header(Headers.MAX_FORWARDS, "70");
        var why = leg.ending();
        if (because != null) begun.copy(because, Headers.REASON);
        else if (why != null) begun.header(Headers.REASON, why.reasonHeader());
        var bye = new Bye(sender, leg, Relay.authorized(begun.buildRequest(), leg), done);
        sender.send(leg, bye.bye, bye);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) return;
        if (leg.challenged(response)) {
            bye = Relay.again(bye, leg);
            sender.send(leg, bye, this);
        } else {
            done.run();
        }
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        done.run();
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        done.run();
    }
}
