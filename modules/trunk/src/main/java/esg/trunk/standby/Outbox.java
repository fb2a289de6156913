package esg.trunk.standby;

import esg.trunk.call.CallState;
import esg.trunk.call.KeptCall;
import esg.trunk.leg.LegState;
import esg.trunk.call.RingingCall;
import esg.trunk.call.RingingCall.Loose;
import esg.trunk.standby.StandByMessage.Changes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * What another node is to hear of our calls, told together: a message of its own for each change would cost more than all that is in it.
 * Of a call that changes twice only the last state is told. Thread-safe, never blocks.
 */
final class Outbox {
    /** A busy node that dies takes with it what its calls did in this time. */
    private static final Duration WITHIN = Duration.ofMillis(10);

    /** Bytes, about; a message between nodes may have four times as many. */
    private static final int FULL = 64 * 1024;

    private static final int EACH = 2_000;

    private final ActorSystem<?> system;
    private final String self;
    private final ActorRef<StandByMessage> peer;
    private final Map<String, KeptCall> calls = new LinkedHashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private int bytes;
    private boolean due;
    private long told; // nanoseconds; when something left last

    /** @param self address of this node */
    Outbox(ActorSystem<?> system, String self, ActorRef<StandByMessage> peer) {
        this.system = system;
        this.self = self;
        this.peer = peer;
        this.told = System.nanoTime() - WITHIN.toNanos();
    }

    synchronized void keep(KeptCall call) {
        ended.remove(call.id());
        calls.put(call.id(), call);
        bytes += size(call);
        changed();
    }

    synchronized void forget(String id) {
        calls.remove(id); // it may be there from before
        ended.add(id);
        bytes += id.length();
        changed();
    }

    /** What happens after a while of quiet leaves at once: only where much happens is waiting worth the risk. */
    private void changed() {
        if (bytes >= FULL) {
            tell();
        } else if (!due) {
            var left = WITHIN.minusNanos(System.nanoTime() - told);
            if (left.isPositive()) await(left);
            else tell();
        }
    }

    private void await(Duration time) {
        due = true;
        system.scheduler().scheduleOnce(time, this::expire, system.executionContext());
    }

    private synchronized void expire() {
        due = false;
        tell();
    }

    private void tell() {
        if (calls.isEmpty() && ended.isEmpty()) return;
        told = System.nanoTime();
        var ringing = new ArrayList<RingingCall>();
        var talking = new ArrayList<CallState>();
        for (var call : calls.values()) {
            switch (call) {
                case RingingCall one -> ringing.add(one);
                case CallState one -> talking.add(one);
            }
        }
        peer.tell(new Changes(self, ringing, talking, List.copyOf(ended)));
        calls.clear();
        ended.clear();
        bytes = 0;
    }

    private static int size(KeptCall call) {
        return EACH
                + switch (call) {
                    case RingingCall one ->
                        size(one.caller())
                                + size(one.callee())
                                + one.others().stream().mapToInt(Outbox::size).sum();
                    case CallState one ->
                        one.sdp().values().stream()
                                        .mapToInt(said -> said.length)
                                        .sum()
                                + one.legs().values().stream()
                                        .mapToInt(Outbox::size)
                                        .sum();
                };
    }

    /** What a peer may make long. */
    private static int size(LegState leg) {
        return Stream.concat(
                        Stream.of(leg.callId(), leg.contact(), leg.local(), leg.remote(), leg.target()),
                        Stream.concat(leg.routes().stream(), leg.rewritten().values().stream()))
                .mapToInt(String::length)
                .sum();
    }

    private static int size(@Nullable Loose request) {
        return request == null ? 0 : request.request().length;
    }
}
