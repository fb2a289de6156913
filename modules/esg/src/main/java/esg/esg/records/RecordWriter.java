package esg.esg.records;

import esg.domain.cdr.Cdr;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to one place, on a thread of its own and as many at once as there are. While that place is away, they wait, and those that find the
 * queue full are lost, which costs no call.
 */
final class RecordWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);
    private static final int BATCH = 500;
    private static final long LOOK_MILLIS = 200;
    private static final long TELL_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    /**
     * How long for what.
     *
     * @param queue records that may wait
     * @param first pause after a failure; each is followed by one twice as long, up to {@code most}
     * @param last at the end, for what waits then
     */
    record Patience(int queue, Duration first, Duration most, Duration last) {}

    private final String name;
    private final Sink sink;
    private final Patience patience;
    private final BlockingQueue<Cdr> queue;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - TELL_EVERY_NANOS);
    private final Thread thread;
    private volatile int underWay;

    private RecordWriter(String name, Sink sink, Patience patience) {
        this.name = name;
        this.sink = sink;
        this.patience = patience;
        this.queue = new ArrayBlockingQueue<>(patience.queue);
        this.thread = Thread.ofPlatform().daemon().name("records-" + name).unstarted(this::run);
    }

    static RecordWriter start(String name, Sink sink, Patience patience) {
        var writer = new RecordWriter(name, sink, patience);
        writer.thread.start();
        return writer;
    }

    /** Any thread; returns at once. */
    void offer(Cdr cdr) {
        if (closing.getCount() == 0 || !queue.offer(cdr)) drop(1, "too many wait");
    }

    /** One that could not be made. */
    void lost(String why) {
        drop(1, why);
    }

    long written() {
        return written.sum();
    }

    /** Lost: no room, no time left at the end, or never to be taken. */
    long dropped() {
        return dropped.sum();
    }

    long waiting() {
        return (long) queue.size() + underWay;
    }

    private void run() {
        try {
            for (var batch = next(); !batch.isEmpty(); batch = next()) {
                underWay = batch.size();
                write(batch);
                underWay = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end came before it was done
        }
    }

    /** Empty when it is over. */
    private List<Cdr> next() throws InterruptedException {
        var batch = new ArrayList<Cdr>();
        while (batch.isEmpty()) {
            var first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) batch.add(first);
            else if (closing.getCount() == 0) return batch;
        }
        queue.drainTo(batch, BATCH - 1);
        return batch;
    }

    private void write(List<Cdr> batch) throws InterruptedException {
        var left = batch;
        var pause = patience.first;
        boolean failing = false;
        while (!left.isEmpty()) {
            try {
                int done = sink.write(left);
                written.add(done);
                left = left.subList(done, left.size());
                if (failing) LOG.info("records are written again to={} waiting={}", name, waiting());
                failing = false;
                pause = patience.first;
            } catch (StoreUnavailable | IOException e) {
                if (!failing) LOG.warn("records wait to={} waiting={} reason=\"{}\"", name, waiting(), e.getMessage());
                failing = true;
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    drop(left.size(), "the node ends");
                    return;
                }
                pause = longer(pause);
            } catch (RuntimeException bad) {
                oneByOne(left, bad);
                return;
            }
        }
    }

    private Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(patience.most) > 0 ? patience.most : twice;
    }

    /** One that is never taken must not hold up the others. */
    private void oneByOne(List<Cdr> batch, RuntimeException bad) throws InterruptedException {
        if (batch.size() > 1) {
            for (var one : batch) write(List.of(one));
            return;
        }
        dropped.increment();
        LOG.error("record cannot be written to={} id={}", name, batch.getFirst().id(), bad);
    }

    private void drop(int count, String why) {
        dropped.add(count);
        long now = System.nanoTime();
        long before = told.get();
        if (now - before >= TELL_EVERY_NANOS && told.compareAndSet(before, now))
            LOG.error("records are lost to={} so_far={} reason=\"{}\"", name, dropped(), why);
    }

    /** Writes what waits, if that is soon done. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(patience.last)) thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = waiting();
        if (left > 0) LOG.error("records are lost to={} count={} reason=\"the node ends\"", name, left);
    }
}
