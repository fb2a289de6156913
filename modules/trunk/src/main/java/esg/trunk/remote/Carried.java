package esg.trunk.remote;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.match.SourceCheck;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.trunk.account.ServedAccount;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.Caller;
import esg.trunk.leg.Refusal;
import esg.trunk.remote.Crossing.CarryIn;
import esg.trunk.remote.Crossing.CarryOn;
import esg.trunk.remote.Crossing.CarryOut;
import esg.trunk.remote.Exchange.Command;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** The carrier: transactions of other nodes that calls of this node answer. Part of the exchange's actor, not thread-safe. */
final class Carried {
    /** A transaction of another node; numbers are unique for each ingress. */
    record Key(ActorRef<Command> ingress, long number) {}

    private final ActorRef<Command> self;
    private final TimerScheduler<Command> timers;
    private final RemoteCalls.Parts parts;
    private final Map<Key, RemoteTransaction> carried = new HashMap<>();

    Carried(ActorRef<Command> self, TimerScheduler<Command> timers, RemoteCalls.Parts parts) {
        this.self = self;
        this.timers = timers;
        this.parts = parts;
    }

    void carry(Crossing.Carry carry) {
        var key = new Key(carry.ingress(), carry.number());
        var transaction = transaction(key, carry.arrival());
        if (transaction == null) {
            notTaken(key, Refusal.lost(Rejection.NOT_SERVED));
            return;
        }
        switch (carry) {
            case CarryIn in -> {
                switch (owner(in.candidates(), in.arrival().source().getAddress())) {
                    case Owner.Found(ServedAccount served) -> {
                        take(key, transaction);
                        var id = served.account().key();
                        parts.calls().deliver(id, new AccountCalls.Incoming(transaction, served));
                    }
                    case Owner.None(Rejection why) -> notTaken(key, Refusal.of(why));
                }
            }
            case CarryOut out -> carryOut(key, transaction, out);
            case CarryOn _ -> {
                carried.put(key, transaction); // its call may answer at once
                switch (parts.dialogs().deliver(transaction)) {
                    case DELIVERED -> key.ingress.tell(new Crossing.Taken(key.number));
                    case NO_DIALOG -> refuse(key, Rejection.NO_DIALOG);
                    case NOT_ALLOWED -> refuse(key, Rejection.SOURCE_NOT_ALLOWED);
                }
            }
        }
    }

    private void carryOut(Key key, RemoteTransaction transaction, CarryOut out) {
        var served = parts.served().find(out.account());
        if (served == null) {
            notTaken(key, Refusal.lost(Rejection.ACCOUNT_INACTIVE));
            return;
        }
        take(key, transaction);
        Caller router = refusal -> giveBack(key, refusal);
        var outgoing = new AccountCalls.Outgoing(transaction, served, out.numbers(), out.tries(), out.route(), router);
        parts.calls().deliver(out.account(), outgoing);
    }

    void cancelled(Crossing.Cancel cancel) {
        var transaction = carried.get(new Key(cancel.ingress(), cancel.number()));
        if (transaction != null && MessageParser.parse(cancel.packet()) instanceof Parsed(SipRequest request))
            transaction.cancelled(request);
    }

    void notAcknowledged(ActorRef<Command> ingress, long number) {
        var transaction = carried.get(new Key(ingress, number));
        if (transaction != null) transaction.ackTimedOut();
    }

    void notSent(ActorRef<Command> ingress, long number, String why) {
        var transaction = carried.get(new Key(ingress, number));
        if (transaction != null) transaction.failed(why);
    }

    void dropped(ActorRef<Command> ingress, long number) {
        var key = new Key(ingress, number);
        var transaction = carried.get(key);
        forget(key);
        if (transaction != null) transaction.lost("given up by the node it came in on");
    }

    void answered(Key key) {
        if (carried.containsKey(key) && !timers.isTimerActive(key))
            timers.startSingleTimer(
                    key, new Exchange.Forget(key), parts.settings().keep());
    }

    void forget(Key key) {
        carried.remove(key);
        timers.cancel(key);
    }

    /** Callers whose node has gone get no answer any more; calls that were answered need that node no longer. */
    void gone(String node) {
        for (var lost : List.copyOf(carried.entrySet())) {
            if (!lost.getKey().ingress().path().address().toString().equals(node)) continue;
            forget(lost.getKey());
            lost.getValue().lost("the node it came in on has gone");
        }
    }

    private void take(Key key, RemoteTransaction transaction) {
        carried.put(key, transaction);
        key.ingress.tell(new Crossing.Taken(key.number));
    }

    /** The node it came in on says so, and holds it against the sender where that is due. */
    private void refuse(Key key, Rejection why) {
        carried.remove(key);
        notTaken(key, Refusal.of(why));
    }

    private void giveBack(Key key, Refusal refusal) {
        notTaken(key, refusal);
        self.tell(new Exchange.Answered(key));
    }

    private static void notTaken(Key key, Refusal refusal) {
        key.ingress.tell(new Crossing.NotTaken(key.number, Refused.of(refusal)));
    }

    private @Nullable RemoteTransaction transaction(Key key, Arrival arrival) {
        var request = arrival.request();
        var flow = arrival.flow(parts.edge().transport());
        if (request == null || flow == null) return null;
        var loop = parts.edge().loopOf(request.callId());
        var received =
                new RemoteTransaction.Received(request, flow, loop, parts.edge().newTag());
        return new RemoteTransaction(received, response -> {
            key.ingress.tell(new Crossing.Answer(key.number, response.bytes()));
            if (response.isFinal()) self.tell(new Exchange.Answered(key));
        });
    }

    /** Which of the accounts that an INVITE fits is to have it. */
    private sealed interface Owner {
        record Found(ServedAccount served) implements Owner {}

        record None(Rejection why) implements Owner {}
    }

    /**
     * The ingress found them by its own addresses, which the INVITE may name; only the source check is left for who knows what DNS says
     * (SRC-01).
     */
    private Owner owner(List<AccountId> candidates, InetAddress source) {
        var why = Rejection.UNKNOWN_ACCOUNT;
        for (var id : candidates) {
            var served = parts.served().find(id);
            if (served == null) continue;
            if (SourceCheck.allows(served, source)) return new Owner.Found(served);
            why = Rejection.SOURCE_NOT_ALLOWED;
        }
        return new Owner.None(why);
    }
}
