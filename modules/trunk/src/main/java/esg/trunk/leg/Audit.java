package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import java.util.function.Consumer;

/** Asks a peer by OPTIONS inside the dialog whether it still has it (RFC 3261 §11.2, RFC 5057 §5.1). */
final class Audit implements ClientUser {
    /** What the peer has to say. */
    enum Found {
        ALIVE,
        /** It answers, and knows no such dialog. */
        GONE,
        SILENT
    }

    private final LegSender sender;
    private final Leg leg;
    private final Consumer<Found> told;
    private SipRequest options;

    private Audit(LegSender sender, Leg leg, Consumer<Found> told) {
        this.sender = sender;
        this.leg = leg;
        this.told = told;
        var begun = leg.within("OPTIONS")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, leg.contact)
                .header("Accept", Refresh.SDP);
        options = Relay.authorized(begun.buildRequest(), leg);
    }

    /** @param told once, on the loop of the call */
    static void send(LegSender sender, Leg leg, Consumer<Found> told) {
        var audit = new Audit(sender, leg, told);
        sender.send(leg, audit.options, audit);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) return;
        if (leg.challenged(response)) {
            options = Relay.again(options, leg);
            sender.send(leg, options, this);
            return;
        }
        told.accept(
                switch (response.status()) {
                    case 481 -> Found.GONE;
                    case 408 -> Found.SILENT;
                    default -> Found.ALIVE; // whatever it thinks of OPTIONS
                });
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        told.accept(Found.SILENT);
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        told.accept(Found.SILENT);
    }
}
