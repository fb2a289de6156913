package esg.sip.stun;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import esg.sip.locate.HopQuery;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.Reflexive;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows how one listener is seen: asks, waits, asks again, for as long as the sockets are open. Confined to the client's loop. */
final class Mapping {
    private static final Logger log = LoggerFactory.getLogger(Mapping.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 16;

    private final StunClient client;
    private final Listener listener;
    private int next;
    private int failures;
    private String why = "no server";
    private @Nullable Reflexive found;

    Mapping(StunClient client, Listener listener) {
        this.client = client;
        this.listener = listener;
    }

    void begin() {
        next = 0;
        tryNext();
    }

    private void tryNext() {
        var servers = client.settings().servers();
        if (next == servers.size()) {
            failed();
            return;
        }
        var server = servers.get(next++);
        client.locator()
                .locate(new HopQuery(server.host(), server.port(), Transport.UDP))
                .whenComplete((hops, failure) -> client.loop().execute(() -> located(server, hops, failure)));
    }

    private void located(StunServer server, @Nullable List<Hop> hops, @Nullable Throwable failure) {
        var flow = hops == null ? null : reaching(hops);
        if (flow != null) {
            client.ask(flow, answer -> answered(server, flow, answer));
            return;
        }
        why = server
                + (failure == null ? " is not reached from this listener" : " is not found: " + failure.getMessage());
        tryNext();
    }

    private @Nullable Flow reaching(List<Hop> hops) {
        for (var hop : hops) {
            var flow = client.sockets().flow(listener.side(), Transport.UDP, hop.address(), listener.name());
            if (flow != null && flow.listener() == listener) return flow;
        }
        return null;
    }

    private void answered(StunServer server, Flow flow, @Nullable StunMessage answer) {
        switch (answer) {
            case StunMessage.Mapped(var _, var external) -> {
                var asked = flow.remote().getAddress();
                found(server, new Reflexive(listener.localFor(asked), external, asked));
            }
            case StunMessage.Refused(var _, int code) -> {
                why = server + " refuses with " + code;
                tryNext();
            }
            case null -> {
                why = server + " does not answer";
                tryNext();
            }
        }
    }

    private void found(StunServer server, Reflexive seen) {
        var before = found;
        found = seen;
        if (before == null || !before.external().equals(seen.external())) {
            log.info("external address found listener={} external={} server={}", listener, seen.external(), server);
        } else if (failures > 0) log.info("external address found again listener={} server={}", listener, server);
        failures = 0;
        if (!seen.equals(before)) client.changed(listener, seen);
        client.loop().after(client.settings().interval().toMillis(), this::begin);
    }

    /** What was found before stays: an address seldom changes just when its server is away. */
    private void failed() {
        var interval = client.settings().interval();
        var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        if (pause.compareTo(interval) > 0) pause = interval;
        if (failures++ == 0) {
            log.warn(
                    "external address not found listener={} reason=\"{}\" retry={}s", listener, why, pause.toSeconds());
        }
        client.loop().after(pause.toMillis(), this::begin);
    }
}
