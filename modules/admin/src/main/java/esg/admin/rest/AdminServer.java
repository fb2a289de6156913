package esg.admin.rest;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's HTTP server: REST, monitor, OpenAPI and Swagger (design §4). */
public final class AdminServer {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private AdminServer() {}

    /** A server that answers. */
    public static final class Binding {
        private final ServerBinding server;

        private Binding(ServerBinding server) {
            this.server = server;
        }

        /** Where it listens; the port is the real one when 0 was asked for. */
        public InetSocketAddress address() {
            return server.localAddress();
        }

        /** Takes no more connections, lets running requests end within {@code limit}, then closes. */
        public CompletionStage<Void> stop(Duration limit) {
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
        var requests = new Requests(system, settings, new Api(repositories, running, settings.limits(), blocking));
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .bind(requests::handle)
                .handle((server, failure) -> {
                    if (failure != null) {
                        throw startFailure(settings, failure);
                    }
                    LOG.info("admin server listens address={}", server.localAddress());
                    return new Binding(server);
                });
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
