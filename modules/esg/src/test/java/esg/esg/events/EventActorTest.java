package esg.esg.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.admin.events.Event;
import esg.esg.events.EventCommand.Happened;
import esg.esg.events.EventCommand.Listen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventActorTest {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ActorTestKit kit = ActorTestKit.create("events", ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Map<String, String> nodes = Map.of("a", "up");

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private Look look() {
        looks.incrementAndGet();
        return new Look(List.of(), List.of(), nodes, List.of());
    }

    @Test
    void looksAtNothingWhileNobodyListens() {
        var events = kit.spawn(EventActor.create("a", this::look));
        time.timePasses(LOOK.multipliedBy(10));
        assertThat(looks).hasValue(0);
        TestProbe<Happened> ear = kit.createTestProbe();
        events.tell(new Listen(ear.getRef()));
        awaitLooks(1);
        ear.expectNoMessage(Duration.ZERO); // what was before is no event
        nodes = Map.of("a", "down");
        time.timePasses(LOOK);
        assertThat(ear.receiveMessage().events())
                .extracting(event -> event.data().get("state"))
                .containsExactly("down");
    }

    private void awaitLooks(int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(looks).hasValue(count));
    }

    @Test
    void forgetsWhoDoesNotAskAgain() {
        var events = kit.spawn(EventActor.create("a", this::look));
        TestProbe<Happened> ear = kit.createTestProbe();
        events.tell(new Listen(ear.getRef()));
        long all = EventActor.ATTENTION.dividedBy(LOOK) + 1;
        for (int look = 1; look <= all; look++) {
            awaitLooks(look);
            time.timePasses(LOOK);
        }
        nodes = Map.of("a", "leaving");
        time.timePasses(LOOK.multipliedBy(10));
        ear.expectNoMessage(Duration.ZERO);
        assertThat(looks).hasValue((int) all);
    }

    /** Whoever reads one event at a time hears, once there is room, how many are missing. */
    @Test
    void whoReadsTooSlowlyIsToldWhatIsMissing() {
        var asked = kit.<EventCommand>createTestProbe();
        var reader = new Reader();
        kit.spawn(Listening.create("a", () -> List.of(asked.getRef()), reader));
        var ear = asked.expectMessageClass(Listen.class).to();
        ear.tell(new Happened(List.of(event("1"), event("2"), event("3"))));
        await().untilAsserted(() -> assertThat(reader.offered).hasValue(3));
        reader.room.set(2);
        ear.tell(new Happened(List.of(event("4"))));
        await().untilAsserted(
                        () -> assertThat(reader.taken).extracting(Event::type).containsExactly("1", "lost", "4"));
        assertThat(reader.taken.get(1).data()).containsEntry("events", 2);
    }

    @Test
    void nobodyListensOnceTheReaderHasGone() {
        var asked = kit.<EventCommand>createTestProbe();
        var reader = new Reader();
        var listening = kit.spawn(Listening.create("a", () -> List.of(asked.getRef()), reader));
        reader.gone = true;
        asked.expectMessageClass(Listen.class).to().tell(new Happened(List.of(event("1"))));
        kit.<Object>createTestProbe().expectTerminated(listening);
    }

    private static Event event(String type) {
        return new Event(type, "", Map.of());
    }

    /** Has room for one. */
    private static final class Reader implements BoundedSourceQueue<Event> {
        final List<Event> taken = new CopyOnWriteArrayList<>();
        final AtomicInteger offered = new AtomicInteger();
        final AtomicInteger room = new AtomicInteger(1);
        volatile boolean gone;

        @Override
        public QueueOfferResult offer(Event event) {
            boolean fits = room.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (fits) taken.add(event);
            offered.incrementAndGet();
            return fits ? QueueOfferResult.enqueued() : QueueOfferResult.dropped();
        }

        @Override
        public void complete() {}

        @Override
        public void fail(Throwable failure) {}

        @Override
        public int size() {
            return 0;
        }

        @Override
        public boolean isCompleted() {
            return gone;
        }
    }
}
