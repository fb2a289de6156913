package esg.esg.webhook;

import esg.admin.events.Event;
import esg.esg.webhook.Figures.Result;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events for one receiver, which gets them one by one and in their order. While it does not take one, the others wait; a virtual thread
 * does all that takes time.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Receiver receiver;
    private final Duration giveUp;
    private final Duration firstPause;
    private final Figures figures;
    private final BlockingQueue<Waiting> queue;
    private boolean failing;

    private record Waiting(Event event, long since) {}

    /**
     * How patient they are.
     *
     * @param queue events that may wait
     * @param giveUp how old an event may be that is tried again
     * @param firstPause before it is, the double the next time
     */
    record Patience(int queue, Duration giveUp, Duration firstPause) {}

    Deliveries(Receiver receiver, Patience patience, Figures figures) {
        this.receiver = receiver;
        this.giveUp = patience.giveUp;
        this.firstPause = patience.firstPause;
        this.figures = figures;
        this.queue = new ArrayBlockingQueue<>(patience.queue);
    }

    /** Returns at once. What happened last says most: the oldest is lost when too many wait. */
    void offer(Event event) {
        var waiting = new Waiting(event, System.nanoTime());
        while (!queue.offer(waiting)) {
            if (queue.poll() != null) figures.count(Result.LOST);
        }
    }

    /** Until it is interrupted. */
    void run() {
        try {
            while (true) deliver(queue.take());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Waiting waiting) throws InterruptedException {
        var pause = firstPause;
        while (true) {
            var problem = receiver.post(waiting.event);
            tell(problem);
            if (problem.isEmpty()) {
                figures.count(Result.SENT);
                return;
            }
            var age = Duration.ofNanos(System.nanoTime() - waiting.since);
            if (age.plus(pause).compareTo(giveUp) > 0) {
                figures.count(Result.GIVEN_UP);
                LOG.debug("webhook event given up receiver={} event={}", receiver, waiting.event.type());
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Once an outage. */
    private void tell(String problem) {
        if (failing == !problem.isEmpty()) return;
        failing = !failing;
        if (failing) LOG.warn("webhook not taken receiver={} reason=\"{}\"", receiver, problem);
        else LOG.info("webhook taken again receiver={}", receiver);
    }
}
