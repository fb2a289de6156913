package esg.e2e.cost;

import static org.awaitility.Awaitility.await;

import esg.e2e.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it costs to keep a call so that it outlives its node (ADR 10): in the memory of the node next in line, or as a row of PostgreSQL.
 * Processor time of all that take part, less what they use while nothing is kept; run by {@code modules/bench/standby}.
 */
class StandByCost {
    private static final Logger log = LoggerFactory.getLogger(StandByCost.class);
    private static final int CALLS = Integer.getInteger("esg.cost.calls", 10_000);
    private static final int RATE = Integer.getInteger("esg.cost.rate", 500);
    private static final int CONNECTIONS = 4;

    /** So many are up at a time. */
    private static final int UP = 1_000;

    private static final double MICROS = TimeUnit.MICROSECONDS.toNanos(1);

    @TempDir
    Path dir;

    @Test
    void tellsWhatAKeptCallCosts() throws Exception {
        int seed = Ports.free();
        try (var node = new StandByNode(1, seed, seed);
                var other = new StandByNode(2, Ports.free(), seed)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> node.calls.wants(KeptCalls.ACCOUNT) && other.calls.wants(KeptCalls.ACCOUNT));
            inMemory(node);
            asRow(node);
        }
    }

    private static void inMemory(StandByNode node) {
        tell("next in line, answered calls alone", StandByCost::ofThisProcess, i -> {
            node.calls.keep(KeptCalls.talking("call" + i));
            node.calls.forget("call" + (i - UP));
        });
        tell("next in line, ringing calls as well", StandByCost::ofThisProcess, i -> {
            var id = "ringing" + i;
            node.calls.ringing(KeptCalls.ringing(id, false));
            node.calls.ringing(KeptCalls.ringing(id, true));
            node.calls.keep(KeptCalls.talking(id));
            node.calls.forget("ringing" + (i - UP));
        });
    }

    private void asRow(StandByNode node) throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(dir.resolve("postgres"))
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                var rows = new Rows(postgres)) {
            tell("row of PostgreSQL, answered calls alone", () -> ofThisProcess() + ofPostgres(dir), i -> {
                rows.put("call" + i, node.bytes(KeptCalls.talking("call" + i)));
                rows.delete("call" + (i - UP));
            });
            log.info("a commit took {} µs", rows.times());
        }
    }

    /** First warm, then idle for as long as it takes, then with calls. */
    private static void tell(String what, LongSupplier cpu, IntConsumer call) {
        paced(0, call);
        long idle = spent(cpu, () -> paced(0, _ -> {}));
        long busy = spent(cpu, () -> paced(CALLS, call));
        log.info(
                "{}: {} µs of a processor for each of {} calls, {} a second (idle {} ms, busy {} ms)",
                what,
                Math.round((busy - idle) / MICROS / CALLS),
                CALLS,
                RATE,
                TimeUnit.NANOSECONDS.toMillis(idle),
                TimeUnit.NANOSECONDS.toMillis(busy));
    }

    private static void paced(int first, IntConsumer call) {
        long begin = System.nanoTime();
        long each = TimeUnit.SECONDS.toNanos(1) / RATE;
        for (int i = 0; i < CALLS; i++) {
            while (System.nanoTime() - begin < i * each) LockSupport.parkNanos(each);
            call.accept(first + i);
        }
    }

    private static long spent(LongSupplier cpu, Runnable work) {
        long before = cpu.getAsLong();
        work.run();
        return cpu.getAsLong() - before;
    }

    private static long ofThisProcess() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The server is nobody's child; what served a connection counts as long as that is open. */
    private static long ofPostgres(Path dir) {
        try {
            var pid = Files.readAllLines(dir.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip();
            var server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            return Stream.concat(Stream.of(server), server.descendants())
                    .mapToLong(process -> process.info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of calls, written through a few connections, each change a commit of its own. */
    private static final class Rows implements AutoCloseable {
        private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
        private final BlockingQueue<Long> took = new LinkedBlockingQueue<>();
        private final List<Future<?>> begun = new ArrayList<>();
        private final ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS);

        Rows(EmbeddedPostgres postgres) throws SQLException {
            for (int i = 0; i < CONNECTIONS; i++)
                connections.add(postgres.getPostgresDatabase().getConnection());
            write("CREATE TABLE call (id text PRIMARY KEY, node text NOT NULL, state bytea NOT NULL)", _ -> {});
        }

        void put(String id, byte[] state) {
            begun.add(writers.submit(() -> write(
                    "INSERT INTO call VALUES (?, 'esg1', ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state",
                    statement -> {
                        statement.setString(1, id);
                        statement.setBytes(2, state);
                    })));
        }

        void delete(String id) {
            begun.add(writers.submit(
                    () -> write("DELETE FROM call WHERE id = ?", statement -> statement.setString(1, id))));
        }

        private void write(String sql, Filling filling) {
            try {
                var connection = connections.take();
                long begin = System.nanoTime();
                try (var statement = connection.prepareStatement(sql)) {
                    filling.fill(statement);
                    statement.executeUpdate();
                } finally {
                    connections.add(connection);
                }
                took.add(System.nanoTime() - begin);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        String times() throws InterruptedException, ExecutionException {
            for (var one : begun) one.get();
            var micros = took.stream()
                    .mapToLong(TimeUnit.NANOSECONDS::toMicros)
                    .sorted()
                    .toArray();
            return "p50 " + micros[micros.length / 2] + ", p99 " + micros[micros.length * 99 / 100] + ", worst "
                    + Arrays.stream(micros).max().orElseThrow();
        }

        @Override
        public void close() throws SQLException {
            writers.close();
            for (var connection : connections) connection.close();
        }
    }

    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }
}
