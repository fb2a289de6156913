package esg.sip.transaction;

import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** A loop whose time passes only when a test says so. */
final class VirtualLoop implements Loop {
    private record Timer(long due, long order, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long now;
    private long order;

    /** Lets time pass, and all that is due happen in order. */
    void advance(long millis) {
        long end = now + millis;
        run();
        while (!timers.isEmpty() && timers.element().due <= end) {
            var next = timers.remove();
            now = Math.max(now, next.due);
            next.task.run();
            run();
        }
        now = end;
    }

    private void run() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public Cancellable after(long millis, Runnable task) {
        var timer = new Timer(now + millis, order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public long millis() {
        return now;
    }
}
