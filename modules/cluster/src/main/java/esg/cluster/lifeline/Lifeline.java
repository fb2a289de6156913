package esg.cluster.lifeline;

import esg.cluster.urgency.Urgency;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections between this node and all others, each pinged some forty times a second by one thread that does nothing else. The port
 * stays open as long as the process serves, because its closing is taken as proof of death.
 */
public final class Lifeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifeline.class);

    /** Peers are a handful; more than this is somebody else. */
    private static final int CONNECTIONS = 256;

    private static final long UNSETTLED_MILLIS = 5;
    private final long self;
    private final long interval;
    private final long silence;
    private final Witness witness;
    private final Selector selector;
    private final ServerSocketChannel listening;
    private final Map<Long, Outbound> outbound = new HashMap<>();
    private final Thread thread;
    private volatile Set<Peer> wanted = Set.of();
    private volatile Map<String, Verdict> verdicts = Map.of();
    private volatile boolean closed;

    private Lifeline(long self, ServerSocketChannel listening, LifelineSettings settings, Witness witness)
            throws IOException {
        this.self = self;
        this.listening = listening;
        this.witness = witness;
        interval = settings.ping().toNanos();
        silence = settings.silence().toNanos();
        selector = Selector.open();
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("esg-lifeline").unstarted(this::run);
    }

    /**
     * Listens and begins to ping.
     *
     * @param self uid of this incarnation
     * @throws IOException when the port is taken or the host is not ours
     */
    public static Lifeline open(long self, InetSocketAddress bind, LifelineSettings settings, Witness witness)
            throws IOException {
        var listening = ServerSocketChannel.open();
        try {
            listening.configureBlocking(false);
            listening.setOption(
                    StandardSocketOptions.SO_REUSEADDR, true); // else our own last connections hold the port
            listening.bind(bind, CONNECTIONS);
            var lifeline = new Lifeline(self, listening, settings, witness);
            lifeline.thread.start();
            return lifeline;
        } catch (IOException e) {
            listening.close();
            throw new IOException("lifeline port " + bind + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return listening.socket().getLocalPort();
    }

    /** Whom to ping from now on. Any thread. */
    public void peers(Set<Peer> peers) {
        wanted = Set.copyOf(peers);
        selector.wakeup();
    }

    /** Of the newest incarnation at this address; ALIVE when there is none. Any thread. */
    public Verdict verdict(String address) {
        return verdicts.getOrDefault(address, Verdict.ALIVE);
    }

    /** Ends it, which the others take for the end of this process. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        if (!Urgency.realTime())
            log.info(
                    "lifeline runs like any other thread: busy, this node may be taken for hung; see docs/failover.md");
        long next = System.nanoTime();
        try {
            while (!closed) {
                try {
                    next = round(next);
                } catch (RuntimeException bug) { // one bad event must not end what proves that we live
                    log.error("lifeline failed", bug);
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            log.error("lifeline ended", e);
        } finally {
            if (!closed) witness.failed();
            shut();
        }
    }

    private long round(long next) throws IOException {
        boolean settled = outbound.values().stream().allMatch(Outbound::settled);
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime()));
        selector.select(this::ready, settled ? left : Math.min(left, UNSETTLED_MILLIS));
        meet();
        long now = System.nanoTime();
        for (var link : outbound.values()) link.tend(now);
        boolean due = now - next >= 0;
        if (now - next > silence / 2) log.warn("this node paused ms={}", TimeUnit.NANOSECONDS.toMillis(now - next));
        if (due) {
            for (var link : outbound.values()) link.ping(now);
        }
        judge();
        if (due) witness.tick();
        return due ? now + interval : next;
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) return;
        if (key.isAcceptable()) accept();
        else if (key.attachment() instanceof Outbound link) link.ready(key);
        else if (key.attachment() instanceof Inbound link) {
            try {
                link.read();
            } catch (IOException e) {
                log.debug("lifeline of a peer ended reason={}", String.valueOf(e.getMessage()));
                link.close(key);
            }
        }
    }

    private void accept() {
        try {
            var channel = listening.accept();
            if (channel == null) return;
            if (selector.keys().size() > CONNECTIONS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Inbound(channel, self, witness::pinged));
        } catch (IOException e) {
            log.warn("lifeline did not accept reason={}", String.valueOf(e.getMessage()));
        }
    }

    private void meet() {
        var peers = wanted;
        long now = System.nanoTime();
        outbound.entrySet().removeIf(entry -> {
            boolean gone = peers.stream().noneMatch(peer -> peer.uid() == entry.getKey());
            if (gone) entry.getValue().close();
            return gone;
        });
        for (var peer : peers) {
            outbound.computeIfAbsent(
                    peer.uid(),
                    uid -> new Outbound(self, peer, new Vitals(uid, interval, silence, now), witness, selector));
        }
    }

    private void judge() {
        var before = verdicts;
        var after = new HashMap<String, Verdict>();
        for (var peer : wanted) {
            var link = outbound.get(peer.uid());
            if (link != null) after.put(peer.address(), link.verdict());
        }
        verdicts = Map.copyOf(after);
        for (var peer : wanted) {
            var verdict = after.get(peer.address());
            if (verdict == null || verdict == before.get(peer.address())) continue;
            if (verdict != Verdict.ALIVE) log.info("peer {} node={} uid={}", word(verdict), peer.address(), peer.uid());
            if (verdict == Verdict.DEAD) witness.dead(peer.uid());
        }
    }

    private static String word(Verdict verdict) {
        return verdict == Verdict.DEAD ? "has died" : "is silent";
    }

    private void shut() {
        outbound.values().forEach(Outbound::close);
        try {
            for (var key : selector.keys()) key.channel().close();
            selector.close();
            listening.close();
        } catch (IOException e) {
            log.warn("lifeline did not close", e);
        }
    }
}
