package esg.esg.node;

import esg.domain.account.AccountId;
import esg.trunk.account.AccountCommand;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Until an account's provider has heard of its new owner, its calls come to the node that had it before, which stays while such news
 * still go out: new owners register at a pace.
 */
final class Announcements {
    static final Announcements NONE = new Announcements();

    /** None went out for so long: who is not told by now has a provider that does not answer. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(3);

    private final AtomicInteger missing = new AtomicInteger();
    private volatile long last = System.nanoTime();

    private Announcements() {}

    /** @param owners sends to an account wherever it lives; false when that is nowhere */
    static Announcements of(
            ActorSystem<?> system, Set<AccountId> moved, BiPredicate<AccountId, AccountCommand> owners) {
        var announcements = new Announcements();
        announcements.missing.set(moved.size());
        var counter = system.systemActorOf(announcements.counting(), "announcements", Props.empty());
        for (var id : moved) {
            if (!owners.test(id, new AccountCommand.Announce(counter))) announcements.missing.decrementAndGet();
        }
        return announcements;
    }

    private Behavior<AccountCommand.Announced> counting() {
        return Behaviors.receiveMessage(_ -> {
            missing.decrementAndGet();
            last = System.nanoTime();
            return Behaviors.same();
        });
    }

    boolean done() {
        return missing.get() <= 0 || System.nanoTime() - last > QUIET;
    }
}
