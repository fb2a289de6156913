package esg.sip.hep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a collector is by now. Its name is resolved again and again, on a thread that nobody waits for; an address that still holds stays. */
final class CollectorAddress implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CollectorAddress.class);
    private static final Duration FIRST_WITHIN = Duration.ofSeconds(5);

    /** The machine's resolver, hosts file and all. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final HepServer server;
    private final Resolver resolver;
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile List<InetAddress> answers = List.of();
    private volatile @Nullable InetSocketAddress now;
    private final Thread thread;

    private CollectorAddress(HepServer server, Resolver resolver, Duration every) {
        this.server = server;
        this.resolver = resolver;
        this.thread = Thread.ofVirtual().name("hep-name " + server).unstarted(() -> follow(every));
    }

    static CollectorAddress follow(HepServer server, Resolver resolver, Duration every) {
        var address = new CollectorAddress(server, resolver, every);
        address.thread.start();
        return address;
    }

    /** Waits for the first answer, a while at most. */
    void awaitFirst() throws InterruptedException {
        var _ = asked.await(FIRST_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @throws IOException when nobody knows its name, and nobody ever did */
    InetSocketAddress now() throws IOException {
        var known = now;
        if (known == null) throw new IOException("host " + server.host() + " cannot be resolved");
        return known;
    }

    /** That one does not take copies: the next of the name is tried, the first again behind the last. */
    void failed(InetSocketAddress tried) {
        var all = answers;
        if (all.size() < 2 || !tried.equals(now)) return;
        var next = all.get((all.indexOf(tried.getAddress()) + 1) % all.size());
        now = new InetSocketAddress(next, server.port());
    }

    private void follow(Duration every) {
        try {
            while (true) {
                look();
                asked.countDown();
                Thread.sleep(every);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /** A resolver that fails says nothing of where the collector is. */
    private void look() {
        try {
            var found = Arrays.asList(resolver.of(server.host()));
            var known = now;
            if (!found.isEmpty()) answers = List.copyOf(found);
            if (found.isEmpty() || known != null && found.contains(known.getAddress())) return;
            now = new InetSocketAddress(found.getFirst(), server.port());
            if (known != null) log.info("HEP collector has moved server={} from={} to={}", server, known, now);
        } catch (UnknownHostException e) {
            log.debug("HEP collector's name not resolved server={} reason={}", server, e.toString());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
