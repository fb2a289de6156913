package esg.trunk.remote;

import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerUser;
import esg.trunk.account.AccountCommand.Located;
import esg.trunk.call.NodeCalls;
import esg.trunk.leg.Refusal;
import esg.trunk.remote.Exchange.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingress: transactions of this node that calls of other nodes answer. Part of the exchange's actor, not thread-safe. */
final class HandedOn {
    private static final Logger log = LoggerFactory.getLogger(HandedOn.class);

    private static final Duration FIND_AGAIN = Duration.ofMillis(250);

    private static final class Handed {
        Errand errand;

        @Nullable
        String carrier; // null while it is looked for

        final Set<String> asked = new HashSet<>();
        boolean taken;
        boolean answered;

        Handed(Errand errand) {
            this.errand = errand;
        }
    }

    private final ActorRef<Command> self;
    private final TimerScheduler<Command> timers;
    private final Peers peers;
    private final Predicate<AccountId> locate;
    private final RemoteSettings settings;
    private final NodeCalls calls;
    private final Map<Long, Handed> handed = new HashMap<>();
    private final Map<AccountId, List<Long>> waiting = new HashMap<>();
    private long last;
    private int open;

    /**
     * Begins with none.
     *
     * @param locate asks an account's owner to say where it is; false when it can have none
     */
    HandedOn(
            ActorRef<Command> self,
            TimerScheduler<Command> timers,
            Peers peers,
            Predicate<AccountId> locate,
            RemoteCalls.Parts parts) {
        this.self = self;
        this.timers = timers;
        this.peers = peers;
        this.locate = locate;
        this.settings = parts.settings();
        this.calls = parts.calls();
    }

    /** Those that nobody has answered yet. */
    int open() {
        return open;
    }

    void begin(Errand errand, String node) {
        long number = ++last;
        var entry = new Handed(errand);
        handed.put(number, entry);
        open++;
        timers.startSingleTimer(number, new Exchange.Overdue(number), settings.answerTimeout());
        errand.transaction().user(new Reporter(self, number));
        if (node.isEmpty()) find(number, entry);
        else send(number, entry, node);
    }

    void located(Located located) {
        var numbers = waiting.remove(located.id());
        if (numbers == null) return;
        for (long number : numbers) {
            var entry = handed.get(number);
            if (entry == null || entry.carrier != null) continue;
            if (entry.asked.contains(located.node())) next(number, entry, Rejection.UNKNOWN_ACCOUNT);
            else send(number, entry, located.node());
        }
    }

    void taken(long number) {
        var entry = handed.get(number);
        if (entry == null || entry.taken) return;
        entry.taken = true;
        timers.cancel(number);
    }

    void notTaken(long number, Refused why) {
        var entry = handed.get(number);
        if (entry == null || entry.answered) return;
        if (why.is(Rejection.SOURCE_NOT_ALLOWED)) next(number, entry, Rejection.SOURCE_NOT_ALLOWED);
        else if (why.is(Rejection.UNKNOWN_ACCOUNT)) next(number, entry, Rejection.UNKNOWN_ACCOUNT);
        else if (why.is(Rejection.NO_DIALOG)
                && entry.errand instanceof Errand.On on
                && !on.others().isEmpty()) next(number, entry, on);
        else refused(number, entry, why.refusal());
    }

    void answer(long number, byte[] packet) {
        var entry = handed.get(number);
        if (entry == null || !(MessageParser.parse(packet) instanceof Parsed(SipResponse response))) return;
        taken(number);
        entry.errand.transaction().respond(response);
        if (!response.isFinal() || entry.answered) return;
        entry.answered = true; // a 2xx comes again until its ACK
        open--;
        timers.startSingleTimer(number, new Exchange.Overdue(number), settings.keep());
    }

    /** CANCEL: by whoever is at it, here before anybody is. */
    void takenBack(long number, SipRequest cancel) {
        var entry = handed.get(number);
        if (entry == null) return;
        if (entry.carrier == null) refuseAtOnce(number, entry);
        else peers.at(entry.carrier).tell(new Crossing.Cancel(self, number, cancel.bytes()));
    }

    void report(long number, Crossing what) {
        var entry = handed.get(number);
        if (entry != null && entry.carrier != null) peers.at(entry.carrier).tell(what);
    }

    /** Not taken in time, or answered long ago. */
    void overdue(long number) {
        var entry = handed.get(number);
        if (entry == null) return;
        if (entry.answered) {
            handed.remove(number);
            return;
        }
        if (entry.carrier != null) peers.at(entry.carrier).tell(new Crossing.Dropped(self, number));
        refused(number, entry, Refusal.lost(Rejection.NOT_SERVED));
    }

    void gone(String node) {
        for (var lost : List.copyOf(handed.entrySet())) {
            var entry = lost.getValue();
            if (!node.equals(entry.carrier)) continue;
            if (entry.answered) forget(lost.getKey());
            else refused(lost.getKey(), entry, Refusal.lost(entry.errand.carrierGone()));
        }
    }

    private void find(long number, Handed entry) {
        var account = switch (entry.errand) {
            case Errand.In(var _, var candidates, var _) -> candidates.getFirst();
            case Errand.Out(var id, var _) -> id;
            case Errand.On _ -> throw new IllegalArgumentException("a dialog has no owner but its node");
        };
        entry.carrier = null;
        waiting.computeIfAbsent(account, _ -> new ArrayList<>()).add(number);
        if (locate.test(account)) {
            timers.startSingleTimer(account, new Exchange.FindAgain(account), FIND_AGAIN);
            return;
        }
        waiting.remove(account, List.of(number));
        refused(number, entry, Refusal.lost(Rejection.NOT_SERVED));
    }

    /** What is sent to a shard on its way to another node may be lost with its buffer. */
    void findAgain(AccountId account) {
        var numbers = waiting.get(account);
        if (numbers == null) return;
        numbers.removeIf(number -> !handed.containsKey(number));
        if (numbers.isEmpty()) waiting.remove(account);
        else if (locate.test(account)) timers.startSingleTimer(account, new Exchange.FindAgain(account), FIND_AGAIN);
    }

    private void send(long number, Handed entry, String node) {
        entry.carrier = node;
        entry.asked.add(node);
        peers.at(node).tell(entry.errand.as(self, number));
    }

    /** An INVITE that this owner does not take may be another's, whose account fits as well. */
    private void next(long number, Handed entry, Rejection why) {
        if (!(entry.errand instanceof Errand.In in)) {
            refused(number, entry, Refusal.of(why));
            return;
        }
        var worst = why == Rejection.SOURCE_NOT_ALLOWED ? why : in.otherwise();
        if (in.candidates().size() == 1) {
            refused(number, entry, Refusal.of(worst));
            return;
        }
        entry.errand = in.next(worst);
        find(number, entry);
    }

    /** The dialog may be one of those that another node carries on. */
    private void next(long number, Handed entry, Errand.On on) {
        entry.errand = on.next();
        send(number, entry, on.others().getFirst());
    }

    private void refuseAtOnce(long number, Handed entry) {
        forget(number);
        Refusal.of(Rejection.CANCELLED).answer(entry.errand.transaction());
    }

    private void refused(long number, Handed entry, Refusal refusal) {
        forget(number);
        var request = entry.errand.transaction().request();
        log.info(
                "request not carried reason=\"{}\" method={} callid={} carrier={}",
                refusal.text(),
                request.method(),
                request.callId(),
                entry.carrier);
        if (!entry.taken) record(entry.errand, refusal); // whoever has taken it, has written it down
        entry.errand.refused(refusal);
    }

    private void record(Errand errand, Refusal refusal) {
        switch (errand) {
            case Errand.Out(var account, var call) -> calls.refusedElsewhere(account, call, refusal);
            case Errand.In(var invite, var candidates, var _) -> {
                var why = Refused.of(refusal);
                boolean fitsNone = why.is(Rejection.UNKNOWN_ACCOUNT) || why.is(Rejection.SOURCE_NOT_ALLOWED);
                if (!fitsNone) calls.refusedElsewhere(candidates.getFirst(), invite, refusal);
            }
            case Errand.On _ -> {} // its call goes on
        }
    }

    private void forget(long number) {
        var entry = handed.remove(number);
        if (entry != null && !entry.answered) open--;
        timers.cancel(number);
    }

    /** What happens to the transaction on its loop, told to the exchange. */
    private record Reporter(ActorRef<Command> exchange, long number) implements ServerUser {
        @Override
        public void onCancel(SipRequest cancel) {
            exchange.tell(new Exchange.TakenBack(number, cancel));
        }

        @Override
        public void onAckTimeout() {
            exchange.tell(new Exchange.Report(number, new Crossing.NotAcknowledged(exchange, number)));
        }

        @Override
        public void onTransportError(String why) {
            exchange.tell(new Exchange.Report(number, new Crossing.NotSent(exchange, number, why)));
        }
    }
}
