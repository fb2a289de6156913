package esg.esg.events;

import esg.admin.events.Event;
import esg.esg.events.EventCommand.Due;
import esg.esg.events.EventCommand.Happened;
import esg.esg.events.EventCommand.Listen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Tells what happens on its node to whoever has asked lately. Looks at nothing while nobody listens. */
final class EventActor {
    /** Its name under {@code /system}, the same on every node. */
    static final String NAME = "esg-events";

    /** How long one who asked is told. */
    static final Duration ATTENTION = Duration.ofSeconds(15);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int LOOKS = (int) ATTENTION.dividedBy(BETWEEN_LOOKS);
    /** So many of the longest fit into a frame between nodes. */
    private static final int TOGETHER = 200;

    private final String node;
    private final Supplier<Look> looks;
    private final TimerScheduler<EventCommand> timers;
    private final Map<ActorRef<Happened>, Integer> listeners = new HashMap<>(); // for how many more looks
    private Look last = Look.NOTHING;

    private EventActor(String node, Supplier<Look> looks, TimerScheduler<EventCommand> timers) {
        this.node = node;
        this.looks = looks;
        this.timers = timers;
    }

    static Behavior<EventCommand> create(String node, Supplier<Look> looks) {
        return Behaviors.withTimers(timers -> new EventActor(node, looks, timers).behavior());
    }

    private Behavior<EventCommand> behavior() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Listen(var to) -> listen(to);
                case Due() -> look();
            }
            return Behaviors.same();
        });
    }

    /** What was before somebody listened is no event. */
    private void listen(ActorRef<Happened> to) {
        if (listeners.isEmpty()) {
            last = looks.get();
            timers.startTimerWithFixedDelay(new Due(), BETWEEN_LOOKS);
        }
        listeners.put(to, LOOKS);
    }

    private void look() {
        listeners.replaceAll((_, left) -> left - 1);
        listeners.values().removeIf(left -> left < 0);
        if (listeners.isEmpty()) {
            timers.cancelAll();
            last = Look.NOTHING;
            return;
        }
        var look = looks.get();
        var events = Changes.between(last, look, node, Instant.now());
        last = look;
        for (int from = 0; from < events.size(); from += TOGETHER)
            tell(events.subList(from, Math.min(events.size(), from + TOGETHER)));
    }

    /** How other nodes are is seen by each of them; one account of it is enough, that of the node which is asked. */
    private void tell(List<Event> events) {
        var ofNodes = List.copyOf(events);
        var others =
                events.stream().filter(event -> !event.type().equals("node")).toList();
        for (var listener : listeners.keySet()) {
            var told = listener.path().address().hasLocalScope() ? ofNodes : others;
            if (!told.isEmpty()) listener.tell(new Happened(told));
        }
    }
}
