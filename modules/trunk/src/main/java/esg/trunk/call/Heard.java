package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Bye;
import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells the call what became of an INVITE, and of which attempt it speaks; once let go, it sees to the rest itself. The transaction holds
 * it for 32 s after the answer, which is no reason to hold a call that is over.
 */
final class Heard implements ClientUser {
    private volatile @Nullable ActorRef<CallCommand> self;
    private final LegSender sender;
    private final int attempt;
    private final Leg leg;

    Heard(ActorRef<CallCommand> self, LegSender sender, int attempt, Leg leg) {
        this.self = self;
        this.sender = sender;
        this.attempt = attempt;
        this.leg = leg;
    }

    /** The call waits for this INVITE no more. */
    void letGo() {
        self = null;
    }

    private void tell(CallCommand command) {
        var call = self;
        if (call != null) call.tell(command);
    }

    @Override
    public void onTrying(ClientTransaction transaction) {
        tell(new CallCommand.SecondLegTrying(attempt));
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (self != null) tell(new CallCommand.SecondLegAnswered(attempt, leg, response));
        else if (response.isSuccess()) endGhost(sender, leg, response);
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        tell(new CallCommand.SecondLegLost(attempt, Rejection.NO_ANSWER));
    }

    @Override
    public void onTransportError(ClientTransaction transaction, String why) {
        tell(new CallCommand.SecondLegLost(attempt, Rejection.PROVIDER_UNREACHABLE));
    }

    /** A call nobody wants any more: ACK and BYE at once (§13.2.2.4). */
    static void endGhost(LegSender sender, Leg given, SipResponse response) {
        var fork = given.fork(response);
        sender.ack(
                fork,
                fork.ack(response.cseq()).header(Headers.MAX_FORWARDS, "70").buildRequest());
        Bye.send(sender, fork, null, () -> {});
    }
}
