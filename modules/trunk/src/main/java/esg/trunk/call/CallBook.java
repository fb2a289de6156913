package esg.trunk.call;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.Rejection;
import esg.domain.cdr.EndedBy;
import esg.trunk.leg.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/** Live calls of this node and the last ended ones, for monitors; calls write it, nobody decides by it. */
public final class CallBook {
    private static final String KEY = "esg.trunk.call.recent";
    private static final int MOST = 1_000_000;

    /** By then records are written, and a media gateway elsewhere has said what it heard last. */
    private static final long SETTLED_MILLIS = 5_000;

    private final int most;
    private final Map<CallRecord, ActorRef<CallCommand>> live = new ConcurrentHashMap<>();
    private final Deque<CallRecord> recent = new ArrayDeque<>();
    private final Deque<CallRecord> unsettled = new ArrayDeque<>();
    private final Map<String, String> firstLegs = new ConcurrentHashMap<>(); // by the Call-ID of second legs
    private final List<Consumer<Supplier<CallView>>> ended = new CopyOnWriteArrayList<>();
    private final List<Consumer<Supplier<CallView>>> refused = new CopyOnWriteArrayList<>();

    /** @param most ended calls that are kept */
    public CallBook(int most) {
        this.most = most;
    }

    /**
     * Keeps as many ended calls as {@code esg.trunk.call.recent} says.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static CallBook from(Config config) {
        int most = config.getInt(KEY);
        if (most < 0 || most > MOST)
            throw new ConfigException.BadValue(config.getValue(KEY).origin(), KEY, "must be 0 to " + MOST);
        return new CallBook(most);
    }

    void opened(CallRecord call, ActorRef<CallCommand> actor) {
        call.whenSecondLeg(leg -> belongs(leg, call));
        call.callIds().forEach(leg -> belongs(leg, call)); // one that is adopted has both
        live.put(call, actor);
    }

    void closed(CallRecord call) {
        if (live.remove(call) == null) return;
        synchronized (recent) {
            recent.addFirst(call);
            if (recent.size() > most) forget(recent.removeLast());
            unsettled.addLast(call);
            settle(System.currentTimeMillis() - SETTLED_MILLIS);
        }
        for (var listener : ended) listener.accept(call::view);
    }

    private void settle(long before) {
        while (!unsettled.isEmpty() && unsettled.getFirst().hasEndedBefore(before))
            unsettled.removeFirst().settle();
    }

    /** One whose INVITE comes round to us again is the second leg of one call before it is the first of another. */
    private void belongs(String leg, CallRecord call) {
        firstLegs.putIfAbsent(leg, firstLegOf(call.callIds().getFirst()));
    }

    private void forget(CallRecord call) {
        call.callIds().forEach(firstLegs::remove);
    }

    /** Call-ID of the caller's leg of the call that has this leg; the same where no call is known. */
    public String firstLegOf(String callId) {
        return firstLegs.getOrDefault(callId, callId);
    }

    /** A call came to an account and went no further. */
    void refused(CallOpening opening, Refusal why) {
        refused(new CallRecord(opening), why.status(), why.text(), by(why));
    }

    /** A call of a dead node, which nobody had answered yet, is over for both its ends. */
    public void lost(RingingCall call) {
        var begun = call.begun();
        if (begun == null) return; // of an older node
        var known = new CallState(
                call.id(),
                call.account(),
                begun.incoming(),
                begun.from(),
                begun.to(),
                begun.started(),
                0,
                begun.callIds(),
                Map.of(),
                Map.of(),
                begun.facts());
        lost(known);
    }

    /** A call of a dead node that nobody can go on with. */
    void lost(CallState call) {
        refused(CallRecord.of(call), Rejection.NODE_LOST.status(), Rejection.NODE_LOST.text(), EndedBy.NODE);
    }

    private void refused(CallRecord call, int code, String why, EndedBy by) {
        call.ended(code, why, by);
        for (var listener : refused) listener.accept(call::view);
    }

    /** Who let a call come to nothing. */
    static EndedBy by(Refusal why) {
        if (why.response() != null) return EndedBy.CALLEE;
        return why.reason().equals(Rejection.NO_ANSWER.reasonHeader()) ? EndedBy.TIMEOUT : EndedBy.PLATFORM;
    }

    /**
     * Who is told of each call that has ended, on the thread of the call. What they are given says how the call went; asked a little later,
     * also what a media gateway tells of it last.
     */
    public void whenEnded(Consumer<Supplier<CallView>> listener) {
        ended.add(listener);
    }

    /** The same of calls that came to an account and were refused before they began. On any thread. */
    public void whenRefused(Consumer<Supplier<CallView>> listener) {
        refused.add(listener);
    }

    /** Calls that have not ended, by {@code in} and {@code out}. */
    public Map<String, Integer> liveByDirection() {
        return live.keySet().stream()
                .collect(Collectors.toMap(call -> call.isIncoming() ? "in" : "out", _ -> 1, Integer::sum));
    }

    /**
     * Ends a call for both its parties, who get BYE or are refused.
     *
     * @param why for monitors and the log
     * @return false when no such call lives here
     */
    public boolean hangUp(String id, String why) {
        boolean found = false;
        for (var entry : live.entrySet()) {
            if (!entry.getKey().id().equals(id)) continue;
            entry.getValue().tell(new CallCommand.HangUp(why, EndedBy.OPERATOR));
            found = true;
        }
        return found;
    }

    /** Calls that have not ended. */
    public int liveCount() {
        return live.size();
    }

    /** Live calls, then the last ended ones; newest first in either part. */
    public List<CallView> calls() {
        var all = new ArrayList<CallView>();
        for (var call : live.keySet()) all.add(call.view());
        all.sort(Comparator.comparing(CallView::started).reversed());
        synchronized (recent) {
            for (var call : recent) all.add(call.view());
        }
        return all;
    }
}
