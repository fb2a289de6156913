package esg.inside.tone;

import esg.domain.Rejection;
import esg.domain.account.Transport;
import esg.sip.dialog.Dialog;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;

/** Writes what is answered in one dialog. */
record Responses(Dialog dialog) {
    private static final String ALLOW = "INVITE,ACK,CANCEL,BYE,OPTIONS,INFO,UPDATE";

    /** Ours, as the peer on that flow sees it. */
    static String contact(Flow flow) {
        var listener = flow.listener();
        var at = listener.sentBy(flow.remote().getAddress());
        var udp = listener.transport() == Transport.UDP;
        return "<sip:test@" + at
                + (udp ? "" : ";transport=" + listener.transport().token()) + ">";
    }

    MessageBuilder inDialog(ServerTransaction transaction, int status, String phrase) {
        return transaction
                .response(status, phrase)
                .copy(transaction.request(), Headers.RECORD_ROUTE) // RFC 3261 §12.1.1
                .header(Headers.CONTACT, dialog.contact());
    }

    MessageBuilder ok(ServerTransaction transaction) {
        return inDialog(transaction, 200, "OK").header(Headers.ALLOW, ALLOW).header(Headers.SUPPORTED, "timer");
    }

    void options(ServerTransaction transaction) {
        transaction.respond(ok(transaction).header("Accept", TestCalls.SDP).buildResponse());
    }

    static void accept(ServerTransaction transaction) {
        transaction.respond(transaction.response(200, "OK").buildResponse());
    }

    static void notAllowed(ServerTransaction transaction) {
        var why = Rejection.METHOD_NOT_ALLOWED;
        transaction.respond(transaction
                .response(why.status(), why.phrase())
                .header(Headers.ALLOW, ALLOW)
                .header(Headers.REASON, why.reasonHeader())
                .buildResponse());
    }
}
