package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;

/** Acknowledges a reliable provisional answer that the other end of the call does not acknowledge (RFC 3262 §4). */
public final class Prack implements ClientUser {
    private final LegSender sender;
    private final Leg leg;
    private SipRequest prack;

    private Prack(LegSender sender, Leg leg, SipRequest prack) {
        this.sender = sender;
        this.leg = leg;
        this.prack = prack;
    }

    /** Sends it; what comes of it concerns nobody, but a challenge is answered. */
    public static void send(LegSender sender, Leg leg, SipResponse response) {
        var rack = new RAck(Relay.rseq(response), response.cseq(), "INVITE");
        var begun = leg.within("PRACK").header(Headers.MAX_FORWARDS, "70").header(Headers.RACK, rack.toString());
        var prack = new Prack(sender, leg, Relay.authorized(begun.buildRequest(), leg));
        sender.send(leg, prack.prack, prack);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (!response.isFinal() || !leg.challenged(response)) return;
        prack = Relay.again(prack, leg);
        sender.send(leg, prack, this);
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {}

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {}
}
