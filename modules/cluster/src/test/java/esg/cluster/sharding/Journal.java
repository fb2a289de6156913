package esg.cluster.sharding;

import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An account that does nothing but tell what happens to it; hands over slowly when told so. */
final class Journal {
    sealed interface Command extends Wire {}

    record Look() implements Command {}

    record Release() implements Command {}

    record Say(String word) implements Command {}

    private record Gone() implements Command {}

    private final Map<AccountId, List<String>> lines = new ConcurrentHashMap<>();
    private final Set<AccountId> overlapped = ConcurrentHashMap.newKeySet();
    private final Map<AccountId, Integer> alive = new ConcurrentHashMap<>();
    private final ConfigFeed feed;
    private final Duration handOver;

    Journal(ConfigFeed feed, Duration handOver) {
        this.feed = feed;
        this.handOver = handOver;
    }

    List<String> of(String code) {
        return lines.getOrDefault(FakeFeed.id(code), List.of());
    }

    Set<AccountId> overlapped() {
        return overlapped;
    }

    Set<AccountId> running() {
        return Set.copyOf(alive.keySet());
    }

    Behavior<Command> account(AccountId id) {
        return account(id, "");
    }

    /** @param where put before each line */
    Behavior<Command> account(AccountId id, String where) {
        return Behaviors.withTimers(timers -> {
            if (alive.merge(id, 1, Integer::sum) > 1) overlapped.add(id);
            note(id, where + "start");
            return Behaviors.receive(Command.class)
                    .onMessage(Look.class, _ -> look(id, where))
                    .onMessage(Say.class, said -> {
                        note(id, where + said.word());
                        return Behaviors.same();
                    })
                    .onMessage(Release.class, _ -> {
                        note(id, where + "release");
                        if (handOver.isZero()) return Behaviors.stopped();
                        timers.startSingleTimer(new Gone(), handOver);
                        return Behaviors.same();
                    })
                    .onMessage(Gone.class, _ -> Behaviors.stopped())
                    .onSignal(PostStop.class, _ -> {
                        note(id, where + "stop");
                        alive.compute(id, (_, n) -> n == null || n == 1 ? null : n - 1);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private Behavior<Command> look(AccountId id, String where) {
        if (feed.current().accounts().containsKey(id)) {
            note(id, where + "look");
            return Behaviors.same();
        }
        note(id, where + "unregister");
        return Behaviors.stopped();
    }

    private void note(AccountId id, String line) {
        lines.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(line);
    }
}
