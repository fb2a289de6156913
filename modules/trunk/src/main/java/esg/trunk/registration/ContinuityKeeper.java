package esg.trunk.registration;

import esg.domain.account.AccountId;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.javadsl.DurableStateStore;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.RecoveryFailed;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an account's {@link Continuity} in Pekko's durable state. It may fail: whoever uses it waits only so long, and goes on without. */
public final class ContinuityKeeper extends DurableStateBehavior<ContinuityKeeper.Command, Continuity> {
    private static final Logger LOG = LoggerFactory.getLogger(ContinuityKeeper.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);
    private static final double JITTER = 0.2;

    public sealed interface Command {}

    public record Load(ActorRef<Reply> replyTo) implements Command {}

    public record Save(Continuity continuity, ActorRef<Reply> replyTo) implements Command {}

    public sealed interface Reply {}

    /** What was kept; {@link Continuity#NONE} when nothing was. */
    public record Loaded(Continuity continuity) implements Reply {}

    /** The last save is on disk. */
    public record Saved() implements Reply {}

    private final String account;

    private ContinuityKeeper(AccountId id) {
        super(
                PersistenceId.ofUniqueId("account|" + id),
                SupervisorStrategy.restartWithBackoff(FIRST_RETRY, LAST_RETRY, JITTER)
                        .withLoggingEnabled(false));
        this.account = id.toString();
    }

    /**
     * Opens the plugin and its connections, which takes a second or two of a cold process. To be called before accounts are needed: those of
     * a node that ends would wait for it here, unserved.
     */
    public static void prepare(ActorSystem<?> system) {
        DurableStateStoreRegistry.get(system.classicSystem()).getDurableStateStoreFor(DurableStateStore.class, "");
    }

    public static Behavior<Command> create(AccountId id) {
        return Behaviors.setup(_ -> new ContinuityKeeper(id));
    }

    @Override
    public Continuity emptyState() {
        return Continuity.NONE;
    }

    @Override
    public CommandHandler<Command, Continuity> commandHandler() {
        return (state, command) -> switch (command) {
            case Load(var replyTo) -> Effect().none().thenReply(replyTo, _ -> new Loaded(state));
            case Save(var continuity, var replyTo) ->
                Effect().persist(continuity).thenReply(replyTo, _ -> new Saved());
        };
    }

    @Override
    public SignalHandler<Continuity> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(
                        RecoveryFailed.class,
                        (_, failed) -> LOG.debug(
                                "kept registration cannot be read account={} cause={}",
                                account,
                                failed.getFailure().toString()))
                .build();
    }
}
