package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;

/** What both sides treat alike: requests inside a dialog, ACK, OPTIONS to ourselves; only a new INVITE is left to the side. */
public final class DialogIngress {
    private final Dialogs dialogs;
    private volatile boolean closing;

    public DialogIngress(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    /** From now on no new call is taken; established ones go on. */
    public void close() {
        closing = true;
    }

    /** True when the request was dealt with; false for a new INVITE, which is the side's business. */
    public boolean takes(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.toTag() != null) {
            var dialog = dialogs.find(request);
            if (dialog == null) Refusal.of(Rejection.NO_DIALOG).answer(transaction);
            else dialog.call().tell(new CallCommand.InDialog(dialog.party(), transaction));
            return true;
        }
        switch (request.method()) {
            case "INVITE" -> {
                if (!closing) return false;
                Refusal.of(Rejection.SHUTTING_DOWN).answer(transaction);
            }
            case "OPTIONS" -> options(transaction);
            case "REGISTER" -> Refusal.of(Rejection.REGISTER_NOT_ALLOWED).answer(transaction);
            case "REFER" -> Refusal.of(Rejection.REFER_NOT_SUPPORTED).answer(transaction);
            case "MESSAGE" -> Refusal.of(Rejection.METHOD_NOT_ALLOWED).answer(transaction);
            default -> Refusal.of(Rejection.NO_DIALOG).answer(transaction);
        }
        return true;
    }

    /** ACK for a 2xx reaches its call; any other is nobody's. */
    public void onAck(SipRequest ack) {
        var dialog = dialogs.find(ack);
        if (dialog != null) dialog.call().tell(new CallCommand.Acked(dialog.party(), ack));
    }

    /** Alive (RFC 3261 §11.2); what we would say to an INVITE is not told to strangers. */
    private static void options(ServerTransaction transaction) {
        transaction.respond(transaction
                .response(200, "OK")
                .header(Headers.ALLOW, Relay.ALLOW)
                .header("Accept", "application/sdp")
                .header(Headers.SUPPORTED, "100rel,timer")
                .buildResponse());
    }
}
