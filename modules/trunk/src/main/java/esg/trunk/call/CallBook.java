package esg.trunk.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/** Live calls of this node and the last ended ones, for monitors; calls write it, nobody decides by it. */
public final class CallBook {
    private static final int RECENT = 1000;
    private final Map<CallRecord, ActorRef<CallCommand>> live = new ConcurrentHashMap<>();
    private final Deque<CallRecord> recent = new ArrayDeque<>();
    private final Map<String, String> firstLegs = new ConcurrentHashMap<>(); // by the Call-ID of second legs
    private volatile Consumer<CallView> ended = _ -> {};

    void opened(CallRecord call, ActorRef<CallCommand> actor) {
        call.whenSecondLeg(leg -> firstLegs.put(leg, call.callIds().getFirst()));
        call.callIds().forEach(leg -> firstLegs.put(leg, call.callIds().getFirst())); // one that is adopted has both
        live.put(call, actor);
    }

    void closed(CallRecord call) {
        if (live.remove(call) == null) return;
        synchronized (recent) {
            recent.addFirst(call);
            if (recent.size() > RECENT) forget(recent.removeLast());
        }
        ended.accept(call.view());
    }

    private void forget(CallRecord call) {
        call.callIds().forEach(firstLegs::remove);
    }

    /** Call-ID of the caller's leg of the call that has this leg; the same where no call is known. */
    public String firstLegOf(String callId) {
        return firstLegs.getOrDefault(callId, callId);
    }

    /** Who is told of each call that has ended, on the thread of the call. */
    public void whenEnded(Consumer<CallView> listener) {
        ended = listener;
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
            entry.getValue().tell(new CallCommand.HangUp(why));
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
