package esg.media.bgmg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many calls cost. */
class BgmgLoadTest {
    private static final Rules HERE = Rules.at(InetAddress.ofLiteral("127.0.0.1"));
    private static final BgmgSettings SETTINGS = new BgmgSettings(Duration.ZERO, Duration.ZERO, 1, 0);
    private final Phone caller = new Phone("127.0.0.1");
    private final Phone callee = new Phone("127.0.0.1");
    private Bgmg bgmg;

    @BeforeEach
    void start() throws IOException {
        bgmg = Bgmg.start(SETTINGS, new Ports(32_000, 32_999));
    }

    @AfterEach
    void close() {
        bgmg.close();
        caller.close();
        callee.close();
    }

    private MediaSession session() {
        return bgmg.open("call", Map.of(End.CALLER, HERE, End.CALLEE, HERE), MediaWatch.NOBODY);
    }

    private byte[] offer(MediaSession session) {
        return session.offer(End.CALLER, caller.sdp()).toCompletableFuture().join();
    }

    @Test
    void noPacketLeavesGarbage() {
        var session = session();
        session.offer(End.CALLER, video(caller)).toCompletableFuture().join();
        var toCaller = caller.told(
                session.answer(End.CALLEE, video(callee)).toCompletableFuture().join());
        pass(toCaller, 3_000); // the compiler has done its work
        long before = allocated();
        assertThat(before).as("the thread is found").isPositive();
        int packets =
                5_000; // with those before fewer than are let through from tick to tick, however quick the machine
        pass(toCaller, packets);
        assertThat((allocated() - before) / (double) packets)
                .as("bytes a packet; a tick each 100 ms may leave some")
                .isLessThan(1);
        session.close();
    }

    /** Of audio so many a second are not let through. */
    private static byte[] video(Phone phone) {
        return new String(phone.sdp(), UTF_8).replace("m=audio", "m=video").getBytes(UTF_8);
    }

    private void pass(InetSocketAddress to, int packets) {
        for (int i = 0; i < packets; i++)
            assertThat(callee.hears(caller.speak(to))).isTrue();
    }

    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var relay = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("bgmg-0") && thread.isAlive())
                .toList();
        return relay.stream()
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }

    @Test
    void thousandsOfCallsLeaveNothingOpen() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        offerAndClose(100);
        long before = system.getOpenFileDescriptorCount();
        for (int i = 0; i < 50; i++) offerAndClose(100);
        await().until(() -> bgmg.sessions() == 0);
        await().untilAsserted(
                        () -> assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 20));
        assertThat(bgmg.isAvailable()).isTrue();
    }

    private void offerAndClose(int calls) {
        var open = new ArrayList<MediaSession>();
        for (int i = 0; i < calls; i++) {
            open.add(session());
            offer(open.getLast());
        }
        open.forEach(MediaSession::close);
    }

    @Test
    void aPortIsNotTakenAgainAtOnce() {
        var seen = new HashSet<Integer>();
        for (int i = 0; i < 200; i++) {
            var session = session();
            assertThat(seen.add(Phone.port(offer(session)))).as("call %d", i).isTrue();
            session.close();
        }
    }

    @Test
    void withoutPortsItSaysSoAndGoesOnWhenOneIsFree() throws IOException {
        bgmg.close();
        bgmg = Bgmg.start(SETTINGS, new Ports(33_001, 33_005)); // two pairs
        var first = session();
        offer(first);
        var second = session();
        assertThat(catchThrowable(() -> offer(second)))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("no port is free");
        assertThat(bgmg.isAvailable()).isFalse();
        first.close();
        assertThat(Phone.port(offer(second))).isIn(Arrays.asList(33_002, 33_004));
        second.close();
    }
}
