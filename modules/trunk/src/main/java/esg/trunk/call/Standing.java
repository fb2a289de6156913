package esg.trunk.call;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * An end whose dialog stands: its INVITE is answered and acknowledged.
 *
 * @param account of the call
 * @param ack ours for the 2xx; null when that was long ago
 */
record Standing(
        ActorRef<CallCommand> self,
        Dialogs dialogs,
        LegSender sender,
        AccountId account,
        Party party,
        Leg leg,
        @Nullable SipRequest ack)
        implements End {
    /** From now on its requests find the call. */
    void open() {
        dialogs.add(leg, party, self, account);
    }

    @Override
    public void answeredAgain(int attempt, Leg given, SipResponse response) {
        if (!response.isSuccess()) return;
        if (given != leg || !leg.isFrom(response.toTag())) Heard.endGhost(sender, given, response);
        else if (ack != null) sender.ack(leg, ack);
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        Bye.send(sender, leg, because, () -> self.tell(new HungUp()));
    }

    @Override
    public void abandon(Rejection why) {
        Bye.send(sender, leg, null, () -> {});
    }

    @Override
    public void close() {
        dialogs.remove(leg, party, self);
    }
}
