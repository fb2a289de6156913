package esg.cluster.lifeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two lifelines in one process, and sockets that only pretend. */
class LifelineTest {
    private static final LifelineSettings SETTINGS = new LifelineSettings(
            Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMillis(150), Duration.ofMillis(50));

    private final Notes one = new Notes();
    private final Notes two = new Notes();
    private final Lifeline first = open(1, 0, one);
    private Lifeline second = open(2, 0, two);

    private static final class Notes implements Witness {
        volatile Reply reply = Reply.GRANTED;
        final List<Long> granted = new CopyOnWriteArrayList<>();
        final List<Long> givenUp = new CopyOnWriteArrayList<>();
        final List<Long> dead = new CopyOnWriteArrayList<>();

        @Override
        public Reply pinged(long uid) {
            return reply;
        }

        @Override
        public void granted(long uid, long sentNanos) {
            if (sentNanos - System.nanoTime() <= 0) granted.add(uid);
        }

        @Override
        public void givenUp(long byUid) {
            givenUp.add(byUid);
        }

        @Override
        public void dead(long uid) {
            dead.add(uid);
        }

        volatile boolean breaks;
        volatile boolean failed;

        @Override
        public void failed() {
            failed = true;
        }

        @Override
        public void tick() {
            if (breaks) throw new StackOverflowError("as this test wants it");
        }
    }

    private static Lifeline open(long uid, int port, Witness witness) {
        try {
            return Lifeline.open(uid, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SETTINGS, witness);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Peer peer(long uid, int port) {
        return new Peer(uid, "node" + uid, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private void meet() {
        first.peers(Set.of(peer(2, second.port())));
        await().until(() -> one.granted.contains(2L));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void pingsAreGranted() {
        meet();
        assertThat(first.verdict("node2")).isEqualTo(Verdict.ALIVE);
    }

    @Test
    void endOfTheOtherIsProven() {
        meet();
        second.close();
        await().until(() -> one.dead.equals(List.of(2L)));
        assertThat(first.verdict("node2")).isEqualTo(Verdict.DEAD);
    }

    /** Others take it for dead then, so its own process must fall silent. */
    @Test
    void lifelineThatFailsSaysSo() {
        meet();
        two.breaks = true;
        await().dontCatchUncaughtExceptions().until(() -> one.dead.equals(List.of(2L)));
        assertThat(two.failed).isTrue();
    }

    @Test
    void newIncarnationProvesTheEndOfTheOld() {
        meet();
        int port = second.port();
        second.close();
        second = open(3, port, two);
        await().until(() -> one.dead.equals(List.of(2L)));
    }

    @Test
    void whoIsGivenUpIsTold() {
        two.reply = Reply.DOWNED;
        first.peers(Set.of(peer(2, second.port())));
        await().until(() -> one.givenUp.contains(2L));
        assertThat(one.granted).isEmpty();
    }

    @Test
    void strangersAreNotGrantedButLive() {
        two.reply = Reply.PRESENT;
        first.peers(Set.of(peer(2, second.port())));
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(5))
                .until(() -> first.verdict("node2") == Verdict.ALIVE);
        assertThat(one.granted).isEmpty();
    }

    /** Every connection: on a busy machine the greeting of one may come too late, and another is made. */
    private static void greetOnly(ServerSocket hung) {
        try {
            while (true) {
                Socket connection = hung.accept();
                connection.getOutputStream().write(new byte[] {0x45, 0x53, 0x47, 0x31, 0, 0, 0, 0, 0, 0, 0, 9});
            }
        } catch (IOException _) {
            // the test is over
        }
    }

    /** As a stopped process does: its kernel accepts, and nothing answers. */
    @Test
    void peerThatStopsAnsweringIsSilentAndNotDead() throws IOException {
        meet();
        int port = second.port();
        second.close();
        first.peers(Set.of());
        try (var hung = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            var third = new Notes();
            try (var met = open(4, 0, third)) {
                met.peers(Set.of(peer(9, port)));
                Thread.ofVirtual().start(() -> greetOnly(hung));
                await().until(() -> met.verdict("node9") == Verdict.SILENT);
                assertThat(third.dead).isEmpty();
            }
        }
    }

    @Test
    void somethingElseOnThePortIsNoProof() throws IOException {
        try (var other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            first.peers(Set.of(peer(9, other.getLocalPort())));
            try (var connection = other.accept()) {
                connection
                        .getOutputStream()
                        .write("SSH-2.0-whatever\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> one.dead.isEmpty() && first.verdict("node9") == Verdict.ALIVE);
    }

    @Test
    void nonsenseAtOurPortHurtsNobody() throws IOException {
        meet();
        try (var stranger = new Socket(InetAddress.getLoopbackAddress(), second.port())) {
            stranger.getOutputStream().write(new byte[4096]);
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("eset"); // closed before all was read
        }
        one.granted.clear();
        await().until(() -> one.granted.contains(2L));
    }
}
