package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.leg.Leg;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** An end that has hung up, while the call goes on because somebody else is to take its place. */
record Gone(ActorRef<CallCommand> self) implements End {
    @Override
    public @Nullable Leg leg() {
        return null;
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        self.tell(new HungUp());
    }

    @Override
    public void abandon(Rejection why) {}

    @Override
    public void close() {}
}
