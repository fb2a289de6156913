package esg.media.bgmg;

import esg.media.bgmg.PortPool.Pair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread with the sockets of its sessions: takes each packet, hands it to its side, and creates no object for it. */
final class RelayLoop {
    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LARGEST_PACKET = 65_535;

    /** What a key stands for. */
    private record Socket(RelaySession session, DatagramChannel channel, Side own, Side other, boolean isRtcp) {}

    private final Selector selector;
    private final Object wakeups = new Object(); // a selector must not be woken while it closes
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger load = new AtomicInteger();
    private final Set<RelaySession> sessions = new HashSet<>();
    private final Set<RelaySession> dialling = new HashSet<>();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST_PACKET);
    private final Header header = new Header(packet);
    private final Consumer<SelectionKey> ready = this::readable;
    private long due;
    private volatile boolean closed;
    private volatile boolean ended;

    private RelayLoop() throws IOException {
        selector = Selector.open();
    }

    static RelayLoop start(String name) throws IOException {
        var loop = new RelayLoop();
        Thread.ofPlatform().name(name).daemon().start(loop::run);
        return loop;
    }

    /** Sessions that are open. */
    int load() {
        return load.get();
    }

    boolean isAlive() {
        return !closed && !ended;
    }

    /** On the thread, soon; false when there is none any more. */
    boolean execute(Runnable command) {
        if (ended) return false;
        commands.add(command);
        synchronized (wakeups) {
            if (selector.isOpen()) selector.wakeup();
        }
        return !ended || !commands.remove(command);
    }

    /** Counted at once, so that many opened together spread. */
    void add(RelaySession session) {
        load.incrementAndGet();
        execute(() -> {
            if (sessions.isEmpty()) due = System.nanoTime();
            sessions.add(session);
        });
    }

    void remove(RelaySession session) {
        sessions.remove(session);
        dialling.remove(session);
        load.decrementAndGet();
    }

    void dials(RelaySession session) {
        dialling.add(session);
    }

    /** Reads the sockets of one side from now on. */
    void register(RelaySession session, Pair pair, Side own, Side other) throws IOException {
        pair.rtp().register(selector, SelectionKey.OP_READ, new Socket(session, pair.rtp(), own, other, false));
        pair.rtcp().register(selector, SelectionKey.OP_READ, new Socket(session, pair.rtcp(), own, other, true));
    }

    /** Closes sockets; only when the selector has let go of them are their ports free. */
    void release(List<Pair> pairs) {
        if (pairs.isEmpty()) return;
        try {
            for (var pair : pairs) {
                pair.rtp().close();
                pair.rtcp().close();
            }
            selector.selectNow(ready);
        } catch (IOException e) {
            log.warn("sockets not closed", e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                select();
                for (var command = commands.poll(); command != null; command = commands.poll()) guarded(command);
                long now = System.nanoTime();
                if (!dialling.isEmpty()) dialling.removeIf(session -> !session.dial(now));
                if (!sessions.isEmpty() && now - due >= 0) tick(now);
            }
        } catch (IOException | RuntimeException e) {
            log.error("relay ended, its calls have no media from now on", e);
        } finally {
            end();
        }
    }

    private void select() throws IOException {
        if (sessions.isEmpty()) {
            selector.select(ready);
            return;
        }
        long wait = due - System.nanoTime();
        if (!dialling.isEmpty()) wait = Math.min(wait, Dialer.STEP / 4); // a key begins within 5 ms of its time
        if (wait <= 0) selector.selectNow(ready);
        else selector.select(ready, wait / 1_000_000 + 1);
    }

    private void readable(SelectionKey key) {
        var socket = (Socket) key.attachment();
        try {
            packet.clear();
            if (!(socket.channel.receive(packet) instanceof InetSocketAddress from)) return;
            packet.flip();
            if (socket.isRtcp) {
                if (socket.own.rtcp(header, from, socket.other)) socket.session.heard();
            } else {
                socket.own.rtp(header, from, socket.other, System.nanoTime());
            }
        } catch (IOException e) {
            log.debug("media not read call={} error={}", socket.session, e.toString());
        } catch (RuntimeException bug) { // must not silence the other calls
            log.error("media of a call failed call={}", socket.session, bug);
            execute(() -> socket.session.fail("a bug: " + bug)); // not from within a select
        }
    }

    private static void guarded(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException bug) {
            log.error("relay failed", bug);
        }
    }

    private void tick(long now) {
        for (var session : sessions) guarded(() -> session.tick(now));
        due = now + TICK;
    }

    private void end() {
        ended = true;
        for (var session : Set.copyOf(sessions)) guarded(() -> session.fail("the relay has ended"));
        for (var command = commands.poll(); command != null; command = commands.poll()) guarded(command);
        synchronized (wakeups) {
            try {
                selector.close();
            } catch (IOException e) {
                log.warn("relay not closed", e);
            }
        }
    }

    /** Closes what is open, soon. */
    void close() {
        closed = true;
        execute(() -> {});
    }
}
