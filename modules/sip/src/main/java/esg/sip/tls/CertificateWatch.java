package esg.sip.tls;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether files of certificates have changed, on a thread of its own since disks may be slow. A change is acted upon when
 * it has rested for a moment: certificate and key are two files, and whoever renews them cannot replace both at once.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);
    private static final long REST_MILLIS = 1_000;

    private final ScheduledExecutorService thread;
    private final List<TlsContext> contexts;
    private final long poll;
    private final Map<TlsContext, FileStamps> resting = new HashMap<>(); // of the thread alone

    private CertificateWatch(List<TlsContext> contexts, Duration poll) {
        this.contexts = List.copyOf(contexts);
        this.poll = poll.toMillis();
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificates").factory());
    }

    /** Looks every {@code poll} until it is closed. */
    public static CertificateWatch start(List<TlsContext> contexts, Duration poll) {
        var watch = new CertificateWatch(contexts, poll);
        watch.later(watch.poll);
        return watch;
    }

    private void later(long millis) {
        if (thread.isShutdown()) return;
        var _ = thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (var context : contexts) compare(context);
        } catch (RuntimeException bug) { // the next look may be luckier
            log.error("certificates not looked at", bug);
        }
        later(resting.isEmpty() ? poll : Math.min(poll, REST_MILLIS));
    }

    private void compare(TlsContext context) {
        var seen = context.changed().orElse(null);
        if (seen == null) {
            resting.remove(context);
        } else if (seen.equals(resting.get(context))) {
            resting.remove(context);
            context.reload();
        } else {
            resting.put(context, seen);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
