package esg.sip.hep;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets on their way to one collector: a queue of so many bytes, and a thread that writes. */
final class Collector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Collector.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final HepServer server;
    private final CollectorAddress address;
    private final Carrier carrier;
    private final Function<Captured, byte[]> copy;
    private final long most;
    private final LinkedBlockingQueue<Captured> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private volatile String reason = "";
    private long told;
    private long tellAgain = System.nanoTime();

    /**
     * @param most bytes that wait
     * @param copy of a packet; empty when it is too long for the format
     */
    Collector(HepServer server, CollectorAddress address, Carrier carrier, long most, Function<Captured, byte[]> copy) {
        this.server = server;
        this.address = address;
        this.carrier = carrier;
        this.most = most;
        this.copy = copy;
        this.writer = Thread.ofPlatform().daemon().name("hep " + server).unstarted(this::run);
    }

    void start() {
        writer.start();
    }

    /** For any thread; returns at once. */
    void offer(Captured packet) {
        if (closed || waiting.addAndGet(packet.size()) > most) {
            if (!closed) waiting.addAndGet(-packet.size());
            drop("the collector is too slow");
            return;
        }
        queue.add(packet);
    }

    long sent() {
        return sent.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    private void run() {
        try {
            address.awaitFirst();
            while (!closed || !queue.isEmpty()) {
                var packet = queue.poll(200, TimeUnit.MILLISECONDS);
                if (packet != null) write(packet);
                if (System.nanoTime() - tellAgain >= 0) tell();
            }
        } catch (InterruptedException _) {
            // closed, and nothing could be sent for too long
        }
        tell();
    }

    private void write(Captured packet) {
        waiting.addAndGet(-packet.size());
        try {
            var bytes = copy.apply(packet);
            if (bytes.length == 0 || bytes.length > carrier.longest()) drop("a packet is too long");
            else {
                carrier.send(bytes);
                sent.increment();
            }
        } catch (IOException e) {
            drop(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (RuntimeException bug) { // one packet that finds a bug must not end the copies of all others
            drop(bug.toString());
            log.error("packet cannot be copied server={} size={}", server, packet.packet.length, bug);
        }
    }

    private void drop(String why) {
        reason = why;
        dropped.increment();
    }

    /** Whoever looks for a packet at the collector must know that it may not be there. */
    private void tell() {
        long missing = dropped.sum() - told;
        if (missing == 0) return;
        log.warn("packets missing at HEP collector count={} server={} reason=\"{}\"", missing, server, reason);
        told += missing;
        tellAgain = System.nanoTime() + TELL_EVERY.toNanos();
    }

    /** Sends what waits, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
        carrier.close();
    }
}
