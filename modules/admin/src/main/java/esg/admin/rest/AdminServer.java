package esg.admin.rest;

import esg.admin.access.AuditTrail;
import esg.domain.access.Audit;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's HTTP server: REST, monitor, OpenAPI and Swagger (design §4). */
public final class AdminServer {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private static final Duration FORGET_FIRST = Duration.ofMinutes(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private AdminServer() {}

    /** A server that answers. */
    public static final class Binding {
        private final ServerBinding server;
        private final Cancellable forgetting;

        private Binding(ServerBinding server, Cancellable forgetting) {
            this.server = server;
            this.forgetting = forgetting;
        }

        /** Where it listens; the port is the real one when 0 was asked for. */
        public InetSocketAddress address() {
            return server.localAddress();
        }

        /** Takes no more connections, lets running requests end within {@code limit}, then closes. */
        public CompletionStage<Void> stop(Duration limit) {
            forgetting.cancel();
            return server.terminate(limit).thenApply(_ -> null);
        }
    }

    /** The server cannot listen; the message names the address and what to do. */
    public static final class StartFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StartFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Listens and answers.
     *
     * @param repositories may block: called on {@code esg.admin.blocking-dispatcher} only
     * @param running the nodes as they are now
     * @return completes when the server answers; fails with {@link StartFailure} when it cannot listen
     */
    public static CompletionStage<Binding> start(
            ActorSystem<?> system, AdminSettings settings, Repositories repositories, Running running) {
        var blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig("esg.admin.blocking-dispatcher"));
        var access = repositories.access();
        var gate = new Gate(settings, access, InstantSource.system(), blocking);
        var session = new SessionResource(gate, new AuditTrail(access.audit(), blocking));
        var api = new Api(repositories, running, settings.limits(), gate, blocking);
        var requests = new Requests(system, settings.limits(), gate, session, api);
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(ServerSettings.create(system.classicSystem())
                        .withRemoteAddressAttribute(true)) // for the record
                .bind(requests::handle)
                .handle((server, failure) -> {
                    if (failure != null) {
                        throw startFailure(settings, failure);
                    }
                    LOG.info("admin server listens address={}", server.localAddress());
                    return new Binding(
                            server,
                            forgetting(system, access.audit(), settings.terms().audit()));
                });
    }

    /** Takes what is too old out of the record of who did what. */
    private static Cancellable forgetting(ActorSystem<?> system, Audit audit, Duration keep) {
        var blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig("esg.admin.blocking-dispatcher"));
        return system.scheduler()
                .scheduleWithFixedDelay(
                        FORGET_FIRST,
                        FORGET_EVERY,
                        () -> {
                            try {
                                int gone = audit.forget(Instant.now().minus(keep));
                                if (gone > 0) LOG.info("audit entries forgotten count={} older={}", gone, keep);
                            } catch (StoreUnavailable e) {
                                LOG.debug("audit entries cannot be forgotten why={}", e.getMessage());
                            }
                        },
                        blocking);
    }

    private static StartFailure startFailure(AdminSettings settings, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof CompletionException || !(cause instanceof BindException))) {
            cause = cause.getCause();
        }
        String where = settings.host() + ":" + settings.port();
        String why = cause instanceof BindException
                ? "the port is taken or the address is not of this machine; see esg.http.host and esg.http.port"
                : "see esg.http.host and esg.http.port";
        return new StartFailure(
                "HTTP cannot listen on " + where + ": " + cause.getMessage() + " (" + why + ")", failure);
    }
}
