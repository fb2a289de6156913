package esg.media.rtpengine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rtpengine: asked again and again whether it is there, and told of its sessions when it is not. Any thread. */
final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** Once it is silent nobody begins there; only then are those that began given up. */
    private static final int FAILURES_UNTIL_LOST = 3;

    private static final int DELETIONS = 10;
    private static final int DELETION_PAUSE_SECONDS = 3;

    private final String name;
    private final NgClient client;
    private final ScheduledExecutorService timer;
    private final long pingMillis;
    private final Set<Consumer<String>> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean answers;
    private int failures; // from ping to ping

    private Engine(InetSocketAddress address, NgClient client, ScheduledExecutorService timer, long pingMillis) {
        this.name = address.getHostString() + ":" + address.getPort();
        this.client = client;
        this.timer = timer;
        this.pingMillis = pingMillis;
    }

    /**
     * Begins to ask for it.
     *
     * @throws IOException when there is no way to that address
     */
    static Engine start(InetSocketAddress address, RtpengineSettings settings, ScheduledExecutorService timer)
            throws IOException {
        var client = NgClient.open(address, settings.patience(), timer);
        var engine = new Engine(address, client, timer, settings.ping().toMillis());
        engine.ping();
        return engine;
    }

    private void ping() {
        var _ = client.ask(NgRequests.PING).thenAccept(reply -> {
            var _ = timer.schedule(this::ping, pingMillis, TimeUnit.MILLISECONDS);
            if (reply instanceof Reply.Unanswered(var why)) failed(why);
            else came();
        });
    }

    private void came() {
        if (!answers) log.info("rtpengine answers engine={}", name);
        failures = 0;
        answers = true;
    }

    private void failed(String why) {
        if (failures == 0)
            log.warn("rtpengine does not answer engine={} sessions={} why={}", name, sessions.size(), why);
        answers = false;
        if (++failures == FAILURES_UNTIL_LOST) sessions.forEach(lost -> lost.accept(this + " does not answer: " + why));
    }

    boolean answers() {
        return answers;
    }

    int load() {
        return sessions.size();
    }

    /** @param lost told when the engine is given up, until it leaves */
    void enter(Consumer<String> lost) {
        sessions.add(lost);
    }

    void leave(Consumer<String> lost) {
        sessions.remove(lost);
    }

    CompletableFuture<Reply> ask(Value.Dictionary request) {
        return client.ask(request);
    }

    /** Asks it to forget a session, for half a minute if need be; after that its own timeouts must do. */
    CompletableFuture<Reply> delete(String id) {
        var last = new CompletableFuture<Reply>();
        delete(id, DELETIONS, last);
        return last;
    }

    private void delete(String id, int left, CompletableFuture<Reply> last) {
        var _ = ask(NgRequests.delete(id)).thenAccept(reply -> {
            if (reply instanceof Reply.Unanswered && left > 1) {
                var _ = timer.schedule(() -> delete(id, left - 1, last), DELETION_PAUSE_SECONDS, TimeUnit.SECONDS);
            } else {
                last.complete(reply);
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "rtpengine " + name;
    }
}
