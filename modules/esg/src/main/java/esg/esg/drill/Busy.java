package esg.esg.drill;

import java.util.List;
import java.util.stream.IntStream;

/** Keeps every processor busy, as others on a machine may. */
final class Busy implements AutoCloseable {
    private final List<Thread> threads;
    private volatile boolean ended;

    private Busy() {
        threads = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(number ->
                        Thread.ofPlatform().name("busy-" + number).daemon().start(this::spin))
                .toList();
    }

    static Busy begin() {
        return new Busy();
    }

    private void spin() {
        while (!ended) Thread.onSpinWait();
    }

    @Override
    public void close() {
        ended = true;
        for (var thread : threads) thread.interrupt();
    }
}
