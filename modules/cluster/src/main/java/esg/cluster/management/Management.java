package esg.cluster.management;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;

/** Management of a node, listening. */
public final class Management implements AutoCloseable {
    private final ActorSystem<?> system;
    private final InetSocketAddress address;

    private Management(ActorSystem<?> system, InetSocketAddress address) {
        this.system = system;
        this.address = address;
    }

    /**
     * Listens, and where no seed nodes are given begins to look for nodes to join. Blocks until it answers.
     *
     * @throws IOException in words for the operator, naming the key, when it cannot listen
     */
    public static Management start(ActorSystem<?> system, ManagementSettings settings) throws IOException {
        try {
            var uri = PekkoManagement.get(system).start().toCompletableFuture().join();
            if (settings.bootstrap()) ClusterBootstrap.get(system).start();
            return new Management(system, new InetSocketAddress(settings.host(), port(uri)));
        } catch (CompletionException e) {
            var cause = last(e);
            var why = cause instanceof BindException
                    ? "the port is taken or the address is not of this machine; see"
                    : "see";
            throw new IOException(
                    "management cannot listen on " + settings.host() + ":" + settings.port() + ": " + cause.getMessage()
                            + " (" + why + " esg.cluster.management-host and management-port)",
                    e);
        }
    }

    private static int port(Uri uri) {
        return uri.port();
    }

    private static Throwable last(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && !(cause instanceof BindException)) cause = cause.getCause();
        return cause;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Takes no more connections. */
    @Override
    public void close() {
        PekkoManagement.get(system).stop().toCompletableFuture().join();
    }
}
