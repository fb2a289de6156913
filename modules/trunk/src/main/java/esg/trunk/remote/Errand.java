package esg.trunk.remote;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Elsewhere;
import esg.trunk.leg.Refusal;
import esg.trunk.remote.Crossing.Carry;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What another node is asked to do with a request that came in here. */
sealed interface Errand {
    ServerTransaction transaction();

    /** The errand in the words that cross. */
    Carry as(ActorRef<Exchange.Command> ingress, long number);

    /** Nobody does it: the request is answered, or its router tries something else. */
    void refused(Refusal refusal);

    /** What its sender is told when the node that had it is gone. */
    default Rejection carrierGone() {
        return Rejection.NOT_SERVED;
    }

    /**
     * An INVITE from a provider.
     *
     * @param candidates accounts it fits, the likeliest first; never empty
     * @param otherwise what its sender is told when none of their owners takes it
     */
    record In(ServerTransaction transaction, List<AccountId> candidates, Rejection otherwise) implements Errand {
        @Override
        public Carry as(ActorRef<Exchange.Command> ingress, long number) {
            return new Crossing.CarryIn(ingress, number, Arrival.of(transaction), candidates);
        }

        @Override
        public void refused(Refusal refusal) {
            refusal.answer(transaction);
        }

        /** Without the account whose owner was asked in vain. */
        In next(Rejection worst) {
            return new In(transaction, candidates.subList(1, candidates.size()), worst);
        }
    }

    /** An INVITE from the inside. */
    record Out(AccountId account, Elsewhere.Outgoing call) implements Errand {
        @Override
        public ServerTransaction transaction() {
            return call.invite();
        }

        @Override
        public Carry as(ActorRef<Exchange.Command> ingress, long number) {
            return new Crossing.CarryOut(
                    ingress, number, Arrival.of(transaction()), account, call.numbers(), call.number(), call.route());
        }

        /** Its router runs on the loop of the call, as it does between two tries on this node. */
        @Override
        public void refused(Refusal refusal) {
            transaction().loop().execute(() -> call.refused().refused(refusal));
        }
    }

    /**
     * A request inside a dialog.
     *
     * @param others nodes to ask when the first one does not know the dialog, the likeliest first
     */
    record On(ServerTransaction transaction, List<String> others) implements Errand {
        @Override
        public Carry as(ActorRef<Exchange.Command> ingress, long number) {
            return new Crossing.CarryOn(ingress, number, Arrival.of(transaction));
        }

        @Override
        public void refused(Refusal refusal) {
            refusal.answer(transaction);
        }

        /** Without the one to be asked now. */
        On next() {
            return new On(transaction, others.subList(1, others.size()));
        }

        /** With the node the dialog is gone. */
        @Override
        public Rejection carrierGone() {
            return Rejection.NO_DIALOG;
        }
    }
}
