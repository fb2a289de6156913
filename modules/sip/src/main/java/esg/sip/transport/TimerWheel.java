package esg.sip.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashed timer wheel of one thread: start and cancel cost a few pointer writes, however many timers run, because SIP
 * starts several per message and cancels nearly all of them. Timers of one tick fire in the order they were started.
 */
final class TimerWheel {
    static final int TICK_MILLIS = 10;
    private static final int SLOTS = 1024; // 10 s a turn: most SIP timers lie within one
    private static final Logger log = LoggerFactory.getLogger(TimerWheel.class);

    private final Entry[] slots = new Entry[SLOTS];
    private long current;
    private int pending;

    TimerWheel(long nowMillis) {
        current = nowMillis / TICK_MILLIS;
        for (var i = 0; i < SLOTS; i++) slots[i] = new Entry(0, () -> {});
    }

    Cancellable start(long nowMillis, long delayMillis, Runnable task) {
        var due = (nowMillis + Math.max(0, delayMillis) + TICK_MILLIS - 1) / TICK_MILLIS; // rounded up: never early
        var entry = new Entry(Math.max(due, current + 1), task);
        entry.linkBefore(head(entry.tick));
        pending++;
        return entry;
    }

    /** Fires all that is due at this time. */
    void advance(long nowMillis) {
        var target = nowMillis / TICK_MILLIS;
        while (current < target) {
            if (pending == 0) {
                current = target;
                return;
            }
            current++;
            fire(head(current));
        }
    }

    int pending() {
        return pending;
    }

    private Entry head(long tick) {
        return slots[(int) (tick & (SLOTS - 1))];
    }

    private void fire(Entry head) {
        // A task may start timers into this very slot; they carry a later tick. It may cancel the next one too,
        // therefore due entries are first moved to a list of their own.
        var due = new Entry(0, () -> {});
        for (var entry = head.next; entry != head; ) {
            var next = entry.next;
            if (entry.tick <= current) {
                entry.unlink();
                entry.linkBefore(due);
            }
            entry = next;
        }
        while (due.next != due) {
            var entry = due.next;
            var task = entry.take();
            if (task != null) run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) { // one faulty task must not stop the timers of every other call
            log.error("timer task failed", bug);
        }
    }

    private final class Entry implements Cancellable {
        private final long tick;
        private @Nullable Runnable task;
        private Entry prev = this;
        private Entry next = this;

        Entry(long tick, Runnable task) {
            this.tick = tick;
            this.task = task;
        }

        @Override
        public void cancel() {
            take();
        }

        @Nullable
        Runnable take() {
            var taken = task;
            if (taken == null) return null;
            task = null; // what the task holds may be collected although somebody keeps the handle
            unlink();
            pending--;
            return taken;
        }

        void linkBefore(Entry head) {
            prev = head.prev;
            next = head;
            head.prev.next = this;
            head.prev = this;
        }

        void unlink() {
            prev.next = next;
            next.prev = prev;
            prev = this;
            next = this;
        }
    }
}
