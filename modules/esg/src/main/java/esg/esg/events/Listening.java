package esg.esg.events;

import esg.admin.events.Event;
import esg.esg.events.EventCommand.Happened;
import esg.esg.events.EventCommand.Listen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;

/** One who listens: asks all nodes again and again, and hands on what they tell until nobody reads any more. */
final class Listening {
    sealed interface Message {}

    private record Told(List<Event> events) implements Message {}

    private record Again() implements Message {}

    private static final Duration BETWEEN_ASKING = EventActor.ATTENTION.dividedBy(3);

    private final String node;
    private final ActorRef<Happened> ear;
    private final Supplier<List<ActorRef<EventCommand>>> nodes;
    private final BoundedSourceQueue<Event> reader;
    private int lost;

    private Listening(
            String node,
            ActorRef<Happened> ear,
            Supplier<List<ActorRef<EventCommand>>> nodes,
            BoundedSourceQueue<Event> reader) {
        this.node = node;
        this.ear = ear;
        this.nodes = nodes;
        this.reader = reader;
    }

    /**
     * Listens.
     *
     * @param node this one
     * @param nodes those to ask, as they are at each time
     * @param reader where events go; when it is closed, this ends
     */
    static Behavior<Message> create(
            String node, Supplier<List<ActorRef<EventCommand>>> nodes, BoundedSourceQueue<Event> reader) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Again(), BETWEEN_ASKING);
            var ear = ctx.messageAdapter(Happened.class, happened -> new Told(happened.events()));
            var listening = new Listening(node, ear, nodes, reader);
            listening.ask();
            return listening.listening();
        }));
    }

    private void ask() {
        nodes.get().forEach(asked -> asked.tell(new Listen(ear)));
    }

    private Behavior<Message> listening() {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Again() -> ask();
                case Told(var events) -> events.forEach(this::give);
            }
            return reader.isCompleted() ? Behaviors.stopped() : Behaviors.same();
        });
    }

    /** Whoever reads too slowly loses events; once there is room again, it is told how many. */
    private void give(Event event) {
        if (lost > 0) {
            var data = Map.<String, Object>of("at", Instant.now().toString(), "node", node, "events", lost);
            if (!taken(new Event("lost", "", data))) {
                lost++;
                return;
            }
            lost = 0;
        }
        if (!taken(event)) lost++;
    }

    private boolean taken(Event event) {
        return reader.offer(event).equals(QueueOfferResult.enqueued());
    }
}
