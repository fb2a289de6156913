package esg.sip.transport;

import esg.sip.tls.CertificateWatch;
import esg.sip.tls.TlsContext;
import esg.sip.tls.TlsFailure;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secures connections: a context for each TLS listener, the bounds of handshakes, and words for what goes wrong in them. */
final class Handshakes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Handshakes.class);
    private static final String ALERT = "Received fatal alert: ";

    private final TransportSettings settings;
    private final Map<Listener, TlsContext> contexts = new ConcurrentHashMap<>();
    private final AtomicInteger accepting = new AtomicInteger();
    private final HandshakeLines lines = new HandshakeLines();
    /** A signature takes a millisecond, in which a loop would carry a dozen calls. */
    private final ExecutorService computing;

    private @Nullable CertificateWatch watch;

    Handshakes(TransportSettings settings) {
        this.settings = settings;
        computing = Executors.newFixedThreadPool(
                Math.max(1, settings.workers() / 2),
                Thread.ofPlatform().daemon().name("tls-", 0).factory());
    }

    /** What is needed to listen; null for a listener in the clear. */
    static @Nullable TlsContext context(ListenerSettings listener) throws BindFailure {
        var tls = listener.tls();
        if (tls == null) return null;
        try {
            return TlsContext.open(tls);
        } catch (TlsFailure e) {
            throw new BindFailure(listener, String.valueOf(e.getMessage()), e);
        }
    }

    void secure(Listener listener, TlsContext context) {
        contexts.put(listener, context);
    }

    /** All listeners are there: their files are watched from now on. */
    void serve() {
        if (!contexts.isEmpty())
            watch = CertificateWatch.start(
                    List.copyOf(contexts.values()), settings.tls().reload());
    }

    boolean secures(Listener listener) {
        return contexts.containsKey(listener);
    }

    /** Whether a connection that a peer opened may carry requests that ask for its address: only where nobody has to prove anything. */
    boolean believes(Listener listener) {
        var context = contexts.get(listener);
        return context == null || context.believesAnyServer();
    }

    /** For a connection of a peer; null when there are too many that are not through. */
    @Nullable
    SslHandler accept(Flow flow) {
        if (accepting.incrementAndGet() > settings.tls().maxHandshakes()) {
            accepting.decrementAndGet();
            tell(flow, "too many handshakes under way (esg.tls.max-handshakes)");
            return null;
        }
        var handler = handler(context(flow).accepting());
        var _ = handler.handshakeFuture().addListener(_ -> accepting.decrementAndGet());
        return handler;
    }

    /** For a connection of ours. */
    SslHandler connect(Flow flow) {
        return handler(context(flow).connecting(flow.name(), flow.remote()));
    }

    private TlsContext context(Flow flow) {
        var context = contexts.get(flow.listener());
        if (context == null) throw new IllegalStateException("no TLS on " + flow.listener());
        return context;
    }

    private SslHandler handler(SSLEngine engine) {
        var handler = new SslHandler(engine, computing);
        handler.setHandshakeTimeoutMillis(settings.tls().handshake().toMillis());
        return handler;
    }

    /** What was wrong, in words for the operator; noted in the log, though not for each of many. */
    String failed(Flow flow, Throwable cause) {
        var reason = reason(cause);
        tell(flow, reason);
        return reason;
    }

    private void tell(Flow flow, String reason) {
        long untold = lines.take(flow.remote().getAddress());
        if (untold < 0) return;
        log.info(
                "tls failed remote={} listener={} reason=\"{}\" before={}",
                Addresses.text(flow.remote()),
                flow.listener().name(),
                reason,
                untold);
    }

    private String reason(Throwable failure) {
        var last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) return text(cause);
            if (cause instanceof SslHandshakeTimeoutException)
                return "no TLS handshake within " + settings.tls().handshake().toMillis() + " ms";
            if (cause instanceof NotSslRecordException) return "the peer does not speak TLS";
            if (cause instanceof ClosedChannelException || text(cause).startsWith("Connection closed while"))
                return "the peer closed the connection during the TLS handshake";
            int alert = text(cause).indexOf(ALERT); // RFC 8446 §6.2: the peer tells no more than a word
            if (alert >= 0) return "the peer refuses us: " + text(cause).substring(alert + ALERT.length());
            last = cause;
        }
        return text(last).replaceFirst("^\\([a-z_]+\\) ", ""); // the alert the peer was told
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        if (watch != null) watch.close();
        computing.shutdownNow();
    }
}
