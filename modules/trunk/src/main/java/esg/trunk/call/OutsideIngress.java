package esg.trunk.call;

import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.match.Match;
import esg.sip.message.SipRequest;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;
import esg.trunk.account.ServedAccount;
import esg.trunk.account.ServedAccounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in from providers: a request inside a dialog goes to its call, an INVITE to the account it fits (design §3). */
public final class OutsideIngress implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(OutsideIngress.class);
    private final DialogIngress dialogs;
    private final ServedAccounts accounts;
    private final NodeCalls calls;
    private final Elsewhere elsewhere;

    /** @param elsewhere where INVITEs go that fit no account here; {@link Elsewhere#NOWHERE} for {@code strict-owner} */
    public OutsideIngress(DialogIngress dialogs, ServedAccounts accounts, NodeCalls calls, Elsewhere elsewhere) {
        this.dialogs = dialogs;
        this.accounts = accounts;
        this.calls = calls;
        this.elsewhere = elsewhere;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        if (!dialogs.takes(transaction)) invite(transaction);
    }

    @Override
    public void onAck(SipRequest ack, Flow flow) {
        dialogs.onAck(ack, flow);
    }

    private void invite(ServerTransaction invite) {
        var request = invite.request();
        var source = invite.flow().remote().getAddress();
        var facts = SixFields.of(request);
        switch (accounts.match(facts, source)) {
            case Match.Found<ServedAccount>(ServedAccount served, var _) -> {
                var id = served.account().key();
                if (!dialogs.replaces(invite, id)) calls.deliver(id, new AccountCalls.Incoming(invite, served));
            }
            case Match.SourceNotAllowed<ServedAccount>(ServedAccount served, var step) -> {
                if (elsewhere.invited(invite, facts, Rejection.SOURCE_NOT_ALLOWED)) return;
                log.info(
                        "invite refused reason=\"source not allowed\" account={} step={} source={} callid={}",
                        served.account().key(),
                        step.label(),
                        source.getHostAddress(),
                        request.callId());
                Refusal.of(Rejection.SOURCE_NOT_ALLOWED).answer(invite);
            }
            case Match.None<ServedAccount>() -> {
                if (elsewhere.invited(invite, facts, Rejection.UNKNOWN_ACCOUNT)) return;
                var why = calls.orClosed(Rejection.UNKNOWN_ACCOUNT);
                log.info(
                        "invite refused reason={} source={} callid={}",
                        why.logKey(),
                        source.getHostAddress(),
                        request.callId());
                Refusal.of(why).answer(invite);
            }
        }
    }
}
