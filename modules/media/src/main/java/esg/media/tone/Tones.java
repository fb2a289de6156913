package esg.media.tone;

import esg.media.sdp.Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audio of all calls we speak in ourselves: one thread, which sends each 20 ms and reads what comes, and sleeps without calls. */
public final class Tones implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tones.class);
    private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(Rtp.FRAME_MILLIS);

    /** Later than this, what was missed is left out: nobody wants to hear it all at once. */
    private static final int CATCHES_UP = 5;

    private static final int LARGEST_PACKET = 2_048;

    /** Where sockets are opened, and how peers reach them; ports 0 to 0 are any that is free. */
    public record Place(InetAddress address, int firstPort, int lastPort) {}

    private record Tone(Codec codec, int hz) {}

    private final Place place;
    private final int limit;
    private final MediaPorts ports;
    private final Selector selector;
    private final Object wakeups = new Object(); // a selector must not be woken while it closes
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Tone, Wave> waves = new ConcurrentHashMap<>();
    private final Set<TonePort> all = new HashSet<>(); // of the thread
    private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_PACKET);
    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_PACKET);
    private long due; // of the thread
    private volatile boolean closed;

    private Tones(Place place, int limit) throws IOException {
        this.place = place;
        this.limit = limit;
        this.ports = new MediaPorts(place);
        this.selector = Selector.open();
    }

    /**
     * Begins; nothing is sent until there is a call.
     *
     * @param limit sockets open at once
     * @throws IOException when sockets cannot be opened here at all
     */
    public static Tones start(Place place, int limit) throws IOException {
        var tones = new Tones(place, limit);
        Thread.ofPlatform().name("tones").daemon().start(tones::run);
        return tones;
    }

    /** A socket that is silent until it is told what was agreed; null when there are as many as may be, or no port is free. */
    public @Nullable TonePort open(Sound sound, @Nullable ToneDetector ear) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return null;
        }
        var channel = ports.open();
        if (channel == null) {
            open.decrementAndGet();
            return null;
        }
        try {
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            var opened = new TonePort(this, channel, new InetSocketAddress(place.address(), port), sound, ear);
            execute(() -> add(opened, channel));
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException("a socket just opened has no address", e);
        }
    }

    private void add(TonePort opened, DatagramChannel channel) {
        try {
            channel.register(selector, SelectionKey.OP_READ, opened);
            if (all.isEmpty()) due = System.nanoTime();
            all.add(opened);
        } catch (ClosedChannelException e) {
            log.debug("closed before it was used port={}", opened.local().getPort());
        }
    }

    void closed(TonePort port) {
        open.decrementAndGet();
        execute(() -> all.remove(port));
    }

    /** On the thread, soon; never when all is closed. */
    void execute(Runnable command) {
        commands.add(command);
        synchronized (wakeups) {
            if (selector.isOpen()) selector.wakeup();
        }
    }

    Wave wave(Codec codec, int hz) {
        return waves.computeIfAbsent(new Tone(codec, hz), tone -> new Wave(tone.codec, tone.hz));
    }

    private void run() {
        try {
            while (!closed) {
                select();
                for (var command = commands.poll(); command != null; command = commands.poll()) command.run();
                if (!all.isEmpty() && System.nanoTime() - due >= 0) tick();
            }
        } catch (IOException | RuntimeException e) {
            log.error("tones ended, test calls are silent from now on", e);
        } finally {
            end();
        }
    }

    private void end() {
        for (var port : Set.copyOf(all)) port.close();
        synchronized (wakeups) {
            try {
                selector.close();
            } catch (IOException e) {
                log.warn("tones not closed", e);
            }
        }
    }

    private void select() throws IOException {
        long wait = all.isEmpty() ? Long.MAX_VALUE : due - System.nanoTime();
        if (wait <= 0) selector.selectNow(this::readable);
        else if (wait == Long.MAX_VALUE) selector.select(this::readable);
        else selector.select(this::readable, wait / 1_000_000 + 1);
    }

    private void readable(SelectionKey key) {
        var port = (TonePort) key.attachment();
        each(port, () -> port.read(in, out));
    }

    /** A fault in one call must not silence the others. */
    private static void each(TonePort port, Runnable act) {
        try {
            act.run();
        } catch (RuntimeException bug) {
            log.error("audio of a call failed port={}", port.local().getPort(), bug);
            port.close();
        }
    }

    private void tick() {
        long late = (System.nanoTime() - due) / FRAME;
        if (late > CATCHES_UP) {
            all.forEach(port -> port.skip((int) late));
            due += late * FRAME;
        }
        all.forEach(port -> each(port, () -> port.tick(out)));
        due += FRAME;
    }

    /** Closes what is open, soon. */
    @Override
    public void close() {
        closed = true;
        execute(() -> {});
    }
}
