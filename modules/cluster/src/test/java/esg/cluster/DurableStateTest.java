package esg.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import esg.cluster.wire.Wire;
import esg.domain.account.Secret;
import esg.store.Store;
import esg.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States of actors in the tables that the store's migrations make. */
class DurableStateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Binding(String callId, long cseq, Optional<Instant> expires) implements Wire {}

    sealed interface Command {}

    record Write(Binding binding, ActorRef<StatusReply<Done>> replyTo) implements Command {}

    record Read(ActorRef<StatusReply<Binding>> replyTo) implements Command {}

    static final class Registered extends DurableStateBehavior<Command, Binding> {
        Registered() {
            super(PersistenceId.of("Registered", "acme.example/a"));
        }

        @Override
        public Binding emptyState() {
            return new Binding("", 0, Optional.empty());
        }

        @Override
        public CommandHandler<Command, Binding> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(
                            Write.class,
                            (_, write) -> Effect()
                                    .persist(write.binding())
                                    .thenReply(write.replyTo(), _ -> StatusReply.ack()))
                    .onCommand(Read.class, (state, read) -> Effect().reply(read.replyTo(), StatusReply.success(state)))
                    .build();
        }
    }

    @Test
    void stateSurvivesTheNodeOnH2(@TempDir Path dir) throws Exception {
        survives(StoreSettings.of("jdbc:h2:file:" + dir.resolve("esg"), "", Secret.NONE, dir));
    }

    @Test
    void stateSurvivesTheNodeOnPostgres(@TempDir Path dir) throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            survives(StoreSettings.of(
                    postgres.getJdbcUrl("postgres", "postgres"), "postgres", Secret.of("postgres"), dir));
        }
    }

    private static void survives(StoreSettings settings) throws Exception {
        var first = new Binding("callid-1", 1, Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
        var second = new Binding("callid-1", 2, Optional.empty());
        try (var store = Store.open(settings)) {
            var database = new DatabaseUrl(store.jdbcUrl(), settings.user(), settings.password());
            try (var node = start(database)) {
                var registered = spawn(node);
                write(node, registered, first);
                write(node, registered, second);
                assertThat(read(node, registered)).isEqualTo(second);
            }
            try (var node = start(database)) {
                assertThat(read(node, spawn(node))).isEqualTo(second);
            }
        }
    }

    private static TestNode start(DatabaseUrl database) {
        return TestNode.start(TestNode.read(TestNode.settings(1, 0, List.of())), database);
    }

    private static void write(TestNode node, ActorRef<Command> registered, Binding binding) throws Exception {
        AskPattern.<Command, Done>askWithStatus(
                        registered,
                        reply -> new Write(binding, reply),
                        PATIENCE,
                        node.system().scheduler())
                .toCompletableFuture()
                .get();
    }

    private static Binding read(TestNode node, ActorRef<Command> registered) throws Exception {
        return AskPattern.<Command, Binding>askWithStatus(
                        registered, Read::new, PATIENCE, node.system().scheduler())
                .toCompletableFuture()
                .get();
    }

    private static ActorRef<Command> spawn(TestNode node) {
        Behavior<Command> registered = new Registered();
        return node.system().systemActorOf(registered, "registered", Props.empty());
    }
}
