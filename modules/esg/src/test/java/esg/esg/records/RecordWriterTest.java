package esg.esg.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.cdr.Cdr;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.esg.records.RecordWriter.Patience;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private static final Patience PATIENCE =
            new Patience(3, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(10));

    private final List<Cdr> table = new CopyOnWriteArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();
    private volatile boolean away;
    private final RecordWriter writer = RecordWriter.start("database", this::write, PATIENCE);

    private int write(List<Cdr> records) throws IOException {
        tries.incrementAndGet();
        if (away) throw new StoreUnavailable("the database did not do it", new SQLException());
        for (var one : records) if (one.id().equals("bad")) throw new IllegalArgumentException("never");
        for (var one : records) if (one.id().equals("full")) throw new IOException("No space left on device");
        table.addAll(records);
        return records.size();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private static Cdr record(Object id) {
        return Samples.ended(id.toString(), "2026-01-02T03:04:05Z");
    }

    private List<String> ids() {
        return table.stream().map(Cdr::id).toList();
    }

    @Test
    void writesWhatItIsGiven() {
        writer.offer(record("1"));
        await().until(() -> writer.written() == 1);
        assertThat(ids()).containsExactly("1");
        assertThat(writer.dropped()).isZero();
        await().until(() -> writer.waiting() == 0);
    }

    /** A call goes on all the same: whoever offers never waits. */
    @Test
    void waitsWhileTheDatabaseIsAwayAndCountsWhatFindsNoRoom() {
        away = true;
        writer.offer(record("first"));
        await("it is under way").until(() -> tries.get() > 2);
        for (int i = 0; i < 5; i++) writer.offer(record(i));
        assertThat(writer.waiting()).isEqualTo(4);
        assertThat(writer.dropped()).isEqualTo(2);
        assertThat(table).isEmpty();
        away = false;
        await().until(() -> writer.written() == 4);
        assertThat(ids()).as("in the order they came").containsExactly("first", "0", "1", "2");
        await().until(() -> writer.waiting() == 0);
    }

    @Test
    void oneThatIsNeverTakenHoldsUpNoOther() {
        away = true;
        writer.offer(record("first"));
        await().until(() -> tries.get() > 0);
        for (var id : List.of("1", "bad", "2")) writer.offer(record(id));
        away = false;
        await().until(() -> writer.written() == 3);
        assertThat(ids()).containsExactly("first", "1", "2");
        assertThat(writer.dropped()).isEqualTo(1);
    }

    @Test
    void writesWhatWaitsBeforeItEnds() {
        for (int i = 0; i < 3; i++) writer.offer(record(i));
        writer.close();
        assertThat(ids()).containsExactly("0", "1", "2");
        writer.offer(record("late"));
        assertThat(writer.dropped()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForADatabaseThatIsAwayAtTheEnd() {
        away = true;
        for (int i = 0; i < 3; i++) writer.offer(record(i));
        await().until(() -> tries.get() > 0);
        writer.close();
        assertThat(table).isEmpty();
        assertThat(writer.dropped()).isEqualTo(3);
    }

    @Test
    void aFullDiskIsWaitedForToo() {
        writer.offer(record("full"));
        await().until(() -> tries.get() > 2);
        assertThat(writer.waiting()).isEqualTo(1);
        assertThat(writer.dropped()).isZero();
    }
}
