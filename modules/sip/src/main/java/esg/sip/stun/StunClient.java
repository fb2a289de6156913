package esg.sip.stun;

import esg.domain.account.Transport;
import esg.sip.locate.Locator;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.Loop;
import esg.sip.transport.Reflexive;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds by which addresses the outside listeners are seen, now and every few minutes, and tells the listeners. Waits for nobody: until
 * a server has answered, our own addresses are all there is.
 */
public final class StunClient {
    /** Five questions in 15.5 s instead of seven in 39.5 s: there may be another server to ask. */
    private static final Duration PATIENCE = Duration.ofMillis(15_500);

    private final BindingRequests requests;
    private final SipTransport sockets;
    private final Locator locator;
    private final StunSettings settings;
    private final Consumer<Set<InetAddress>> watcher;
    private final Loop loop;
    private final ConcurrentMap<Listener, Reflexive> found = new ConcurrentHashMap<>();

    private StunClient(
            BindingRequests requests, Locator locator, StunSettings settings, Consumer<Set<InetAddress>> watcher) {
        this.requests = requests;
        this.sockets = requests.sockets();
        this.locator = locator;
        this.settings = settings;
        this.watcher = watcher;
        this.loop = sockets.loop(0);
    }

    /**
     * Begins to ask, for as long as the sockets are open.
     *
     * @param watcher told of all external addresses when one of them has changed; on an I/O thread
     */
    public static StunClient start(
            BindingRequests requests, Locator locator, StunSettings settings, Consumer<Set<InetAddress>> watcher) {
        var client = new StunClient(requests, locator, settings, watcher);
        if (settings.servers().isEmpty()) return client;
        for (var listener : client.sockets.listeners()) {
            if (listener.side() != Side.OUTSIDE || listener.transport() != Transport.UDP) continue;
            client.loop.execute(new Mapping(client, listener)::begin);
        }
        return client;
    }

    /** By the listener's name, for those of which it is known. Any thread. */
    public Map<String, InetSocketAddress> externals() {
        return found.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        one -> one.getKey().name(), one -> one.getValue().external(), (one, _) -> one));
    }

    SipTransport sockets() {
        return sockets;
    }

    Locator locator() {
        return locator;
    }

    StunSettings settings() {
        return settings;
    }

    Loop loop() {
        return loop;
    }

    /** @param told once, on the loop: the answer, or null when there was none */
    void ask(Flow flow, Consumer<@Nullable StunMessage> told) {
        requests.ask(flow, PATIENCE, answer -> loop.execute(() -> told.accept(answer)));
    }

    /** STUN over UDP says nothing of TCP but the address; its port is then the listener's own. */
    void changed(Listener listener, Reflexive seen) {
        found.put(listener, seen);
        listener.seenAs(seen);
        for (var other : sockets.listeners()) {
            if (other.side() != listener.side() || other.transport() == Transport.UDP) continue;
            var local = other.localFor(seen.server()).getAddress();
            if (local.equals(seen.local().getAddress()))
                other.seenAs(seen.at(other.bound().getPort()));
        }
        watcher.accept(found.values().stream()
                .map(one -> one.external().getAddress())
                .collect(Collectors.toUnmodifiableSet()));
    }
}
