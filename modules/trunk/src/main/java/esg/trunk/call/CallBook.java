package esg.trunk.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Live calls of this node and the last ended ones, for monitors; calls write it, nobody decides by it. */
public final class CallBook {
    private static final int RECENT = 1000;
    private final Set<CallRecord> live = ConcurrentHashMap.newKeySet();
    private final Deque<CallRecord> recent = new ArrayDeque<>();

    void opened(CallRecord call) {
        live.add(call);
    }

    void closed(CallRecord call) {
        if (!live.remove(call)) return;
        synchronized (recent) {
            recent.addFirst(call);
            if (recent.size() > RECENT) recent.removeLast();
        }
    }

    /** Calls that have not ended. */
    public int liveCount() {
        return live.size();
    }

    /** Live calls, then the last ended ones; newest first in either part. */
    public List<CallView> calls() {
        var all = new ArrayList<CallView>();
        for (var call : live) all.add(call.view());
        all.sort(Comparator.comparing(CallView::started).reversed());
        synchronized (recent) {
            for (var call : recent) all.add(call.view());
        }
        return all;
    }
}
