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
    private final SipTransport sockets;
    private final Locator locator;
    private final StunSettings settings;
    private final Consumer<Set<InetAddress>> watcher;
    private final Loop loop;
    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final ConcurrentMap<Listener, Reflexive> found = new ConcurrentHashMap<>();

    private record Waiting(Exchange exchange, InetSocketAddress server) {}

    private StunClient(
            SipTransport sockets, Locator locator, StunSettings settings, Consumer<Set<InetAddress>> watcher) {
        this.sockets = sockets;
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
            SipTransport sockets, Locator locator, StunSettings settings, Consumer<Set<InetAddress>> watcher) {
        var client = new StunClient(sockets, locator, settings, watcher);
        if (settings.servers().isEmpty()) return client;
        sockets.handleStun(client::received);
        for (var listener : sockets.listeners()) {
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
        var transaction = StunMessage.newTransaction();
        var exchange = new Exchange(sockets, loop, flow, transaction, answer -> {
            waiting.remove(transaction);
            told.accept(answer);
        });
        waiting.put(transaction, new Waiting(exchange, flow.remote()));
        exchange.ask();
    }

    /** On whatever loop read it; anybody may send anything, so what nobody waits for goes no further. */
    private void received(InetSocketAddress source, byte[] datagram) {
        var answer = StunMessage.read(datagram);
        if (answer == null) return;
        var asked = waiting.get(transaction(answer));
        if (asked == null || !asked.server.equals(source)) return;
        loop.execute(() -> asked.exchange.answered(answer));
    }

    private static String transaction(StunMessage answer) {
        return switch (answer) {
            case StunMessage.Mapped mapped -> mapped.transaction();
            case StunMessage.Refused refused -> refused.transaction();
        };
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
