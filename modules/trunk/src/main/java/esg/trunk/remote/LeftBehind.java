package esg.trunk.remote;

import esg.domain.account.AccountId;
import esg.trunk.account.AccountCommand;
import esg.trunk.account.AccountCommand.TrunksNoted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of this node whose account is served elsewhere: their number is told to the account's owner, at each change and again to each new
 * owner, so that the trunk limit holds over all nodes (design §5). Calls of accounts served here are never looked at.
 */
final class LeftBehind {
    static final String NAME = "esg-left-behind";

    /** What was missed, lost or not confirmed is made up for. A second of a limit exceeded by a call costs nobody anything. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    sealed interface Command {}

    /** The account moved, or its calls here became more or fewer. */
    record Changed(AccountId id) implements Command {}

    private record Noted(TrunksNoted noted) implements Command {}

    private record OwnerGone(AccountId id, ActorRef<AccountCommand> owner) implements Command {}

    private record Round() implements Command {}

    private static final class Told {
        @Nullable
        ActorRef<AccountCommand> owner;

        int noted = -1;
    }

    private final ActorContext<Command> ctx;
    private final RemoteCalls.Parts parts;
    private final ActorRef<TrunksNoted> replyTo;
    private final Map<AccountId, Told> told = new HashMap<>();

    private LeftBehind(ActorContext<Command> ctx, RemoteCalls.Parts parts) {
        this.ctx = ctx;
        this.parts = parts;
        this.replyTo = ctx.messageAdapter(TrunksNoted.class, Noted::new);
    }

    static Behavior<Command> create(RemoteCalls.Parts parts) {
        var behavior = Behaviors.<Command>setup(ctx -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Round(), ROUND);
            return new LeftBehind(ctx, parts).telling();
        }));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    private Behavior<Command> telling() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Changed(var id) -> changed(id);
                case Noted(var noted) -> noted(noted);
                case OwnerGone(var id, var owner) -> ownerGone(id, owner);
                case Round() -> round();
            }
            return Behaviors.same();
        });
    }

    private void changed(AccountId id) {
        if (parts.served().find(id) != null) {
            drop(id);
            return;
        }
        var live = parts.calls().trunks(id);
        boolean news = live.all() > 0 || told.containsKey(id);
        if (!news || !parts.configured().has(id)) return;
        told.computeIfAbsent(id, _ -> new Told());
        parts.calls().watch(id);
        var _ = parts.owners().count(id, replyTo, live); // nobody there to count is told with the next round
    }

    private void noted(TrunksNoted noted) {
        var entry = told.get(noted.id());
        if (entry == null) return;
        entry.noted = noted.live();
        if (noted.live() == 0 && parts.calls().trunksInUse(noted.id()) == 0) {
            drop(noted.id());
            return;
        }
        if (noted.owner().equals(entry.owner)) return;
        if (entry.owner != null) ctx.unwatch(entry.owner);
        entry.owner = noted.owner();
        ctx.watchWith(noted.owner(), new OwnerGone(noted.id(), noted.owner()));
    }

    /** The next owner knows nothing yet. */
    private void ownerGone(AccountId id, ActorRef<AccountCommand> owner) {
        var entry = told.get(id);
        if (entry == null || !owner.equals(entry.owner)) return;
        entry.owner = null;
        changed(id);
    }

    private void round() {
        for (var id : parts.calls().accountsInUse()) if (!told.containsKey(id)) changed(id);
        for (var id : List.copyOf(told.keySet())) {
            var entry = told.get(id);
            if (entry == null) continue;
            if (entry.owner == null || entry.noted != parts.calls().trunksInUse(id)) changed(id);
        }
    }

    private void drop(AccountId id) {
        var entry = told.remove(id);
        if (entry == null) return;
        parts.calls().unwatch(id);
        if (entry.owner != null) ctx.unwatch(entry.owner);
    }
}
