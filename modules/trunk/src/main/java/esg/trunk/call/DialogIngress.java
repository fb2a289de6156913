package esg.trunk.call;

import esg.trunk.leg.Relay;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;
import esg.domain.account.AccountId;
import esg.trunk.refer.Replaces;
import org.jspecify.annotations.Nullable;

/** What both sides treat alike: requests inside a dialog, ACK, OPTIONS to ourselves; only a new INVITE is left to the side. */
public final class DialogIngress {
    private final Dialogs dialogs;
    private final Elsewhere elsewhere;

    public DialogIngress(Dialogs dialogs, Elsewhere elsewhere) {
        this.dialogs = dialogs;
        this.elsewhere = elsewhere;
    }

    /** True when the request was dealt with; false for a new INVITE, which is the side's business. */
    public boolean takes(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.toTag() != null) {
            within(transaction);
            return true;
        }
        switch (request.method()) {
            case "INVITE" -> {
                return false;
            }
            case "OPTIONS" -> options(transaction);
            case "REGISTER" -> notAllowed(transaction, Rejection.REGISTER_NOT_ALLOWED);
            case "REFER" -> Refusal.of(Rejection.REFER_NOT_SUPPORTED).answer(transaction);
            case "MESSAGE" -> notAllowed(transaction, Rejection.METHOD_NOT_ALLOWED);
            default -> Refusal.of(Rejection.NO_DIALOG).answer(transaction);
        }
        return true;
    }

    private void within(ServerTransaction transaction) {
        switch (dialogs.deliver(transaction)) {
            case DELIVERED -> {}
            case NO_DIALOG -> {
                if (!elsewhere.takes(transaction))
                    Refusal.of(Rejection.NO_DIALOG).answer(transaction);
            }
            case NOT_ALLOWED -> Refusal.of(Rejection.SOURCE_NOT_ALLOWED).answer(transaction);
        }
    }

    /**
     * Whether an INVITE whose sender may call is one that takes somebody's place in a call here (RFC 3891); it is dealt with then.
     *
     * @param account it came by; null for one from the inside
     */
    public boolean replaces(ServerTransaction invite, @Nullable AccountId account) {
        var header = invite.request().header(Replaces.HEADER);
        if (header == null) return false;
        var named = Replaces.read(header);
        var dialog = named == null ? null : dialogs.find(named.callId(), named.toTag());
        if (named == null) Refusal.of(Rejection.BAD_REQUEST).answer(invite);
        else if (dialog == null) Refusal.of(Rejection.NO_DIALOG).answer(invite);
        else dialog.call().tell(new CallCommand.Replacing(dialog.party(), named, invite, account));
        return true;
    }

    /** ACK for a 2xx reaches its call; any other is nobody's, and one of a stranger too. */
    public void onAck(SipRequest ack, Flow flow) {
        var source = flow.remote().getAddress();
        if (dialogs.acknowledge(ack, source) == Dialogs.Outcome.NO_DIALOG) elsewhere.acknowledged(ack, source);
    }

    /** RFC 3261 §8.2.1. */
    private static void notAllowed(ServerTransaction transaction, Rejection why) {
        transaction.respond(transaction
                .response(why.status(), why.phrase())
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.REASON, why.reasonHeader())
                .buildResponse());
    }

    /** Alive (RFC 3261 §11.2); what we would say to an INVITE is not told to strangers. */
    private static void options(ServerTransaction transaction) {
        transaction.respond(transaction
                .response(200, "OK")
                .header(Headers.ALLOW, Relay.ALLOW)
                .header("Accept", "application/sdp")
                .header(Headers.SUPPORTED, "100rel,timer,replaces,norefersub")
                .buildResponse());
    }
}
