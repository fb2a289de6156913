package esg.cluster.fence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * Whether accounts may start on this node. Closed from the moment a member is given up without proof of its death until every survivor has
 * said that its promise to that member has run out. Always open on a node whose {@link FailureWatch} was not started. Thread-safe.
 */
public final class StartGate implements Extension {
    private static final ExtensionId<StartGate> ID = new ExtensionId<>() {
        @Override
        public StartGate createExtension(ActorSystem<?> system) {
            return new StartGate(System::nanoTime);
        }
    };

    private static final class Suspect {
        private final Set<String> waitingFor;
        private long runsOut;

        Suspect(Set<String> survivors, long now) {
            waitingFor = new HashSet<>(survivors);
            runsOut = now;
        }
    }

    private final LongSupplier clock;
    private final Map<Long, Suspect> suspects = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();

    StartGate(LongSupplier clock) {
        this.clock = clock;
    }

    public static StartGate get(ActorSystem<?> system) {
        return system.registerExtension(ID);
    }

    public synchronized boolean isOpen() {
        return suspects.isEmpty();
    }

    /** Runs it when the gate is open, at once if it is; on any thread, so it should only tell an actor. */
    public void whenOpen(Runnable then) {
        synchronized (this) {
            if (!suspects.isEmpty()) {
                waiting.add(then);
                return;
            }
        }
        then.run();
    }

    /** A member was given up; nothing when that is known. */
    synchronized void close(long uid, Set<String> survivors) {
        suspects.putIfAbsent(uid, new Suspect(survivors, clock.getAsLong()));
    }

    /** What a survivor says. */
    synchronized void told(long uid, String survivor, long leftNanos) {
        var suspect = suspects.get(uid);
        if (suspect == null) return;
        suspect.waitingFor.remove(survivor);
        long end = clock.getAsLong() + leftNanos;
        if (end - suspect.runsOut > 0) suspect.runsOut = end;
    }

    /**
     * Who has gone without an answer is waited for as long as a promise lasts.
     *
     * @param lengthNanos of a promise
     */
    synchronized void survivors(Set<String> left, long lengthNanos) {
        long end = clock.getAsLong() + lengthNanos;
        for (var suspect : suspects.values()) {
            boolean lost = suspect.waitingFor.retainAll(left);
            if (lost && end - suspect.runsOut > 0) suspect.runsOut = end;
        }
    }

    /** Its process has ended after all. */
    synchronized void proven(long uid) {
        suspects.remove(uid);
    }

    /** Whom to ask about whom. */
    synchronized Map<Long, Set<String>> unanswered() {
        var open = new HashMap<Long, Set<String>>();
        suspects.forEach((uid, suspect) -> {
            if (!suspect.waitingFor.isEmpty()) open.put(uid, Set.copyOf(suspect.waitingFor));
        });
        return open;
    }

    /** Opens when all promises have run out; true when it just opened. */
    boolean tick() {
        List<Runnable> released;
        synchronized (this) {
            long now = clock.getAsLong();
            suspects.values().removeIf(suspect -> suspect.waitingFor.isEmpty() && now - suspect.runsOut >= 0);
            if (!suspects.isEmpty() || waiting.isEmpty()) return false;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
        return true;
    }
}
