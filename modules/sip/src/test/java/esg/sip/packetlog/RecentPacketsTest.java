package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLogReader.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentPacketsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 45_060);
    private static final InetSocketAddress SIX = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5061);

    private long now = 1_000;

    private RecentPackets keep(long bytes, int workers) {
        return RecentPackets.before(PacketLog.NONE, bytes, workers, () -> Instant.ofEpochMilli(now));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static List<Entry> all(RecentPackets packets) {
        return packets.read(Instant.EPOCH, Instant.MAX, Set.of("")).toList();
    }

    private static List<String> texts(RecentPackets packets) {
        return all(packets).stream().map(Entry::text).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"alpha, 2", "pha, 2", "bet, 2", "beta2, 0", "alphalpha, 0"})
    void givesThoseInWhichATextStands(String text, int found) {
        var packets = keep(10_000, 2);
        for (var one : List.of("alalpha", "beta", "alpha beta1")) packets.received(SomeEnd.UDP, PEER, bytes(one), 0);
        assertThat(packets.read(Instant.EPOCH, Instant.MAX, Set.of(text, "none")))
                .hasSize(found);
    }

    @Test
    void keepsThemAsTheyWereWhicheverWorkerHadThem() {
        var packets = keep(10_000, 3);
        packets.sent(SomeEnd.UDP, PEER, true, bytes("first \u00e9"), 0);
        now++;
        packets.banned(Transport.UDP, PEER, 0);
        packets.received(SomeEnd.TLS, SIX, bytes(""), 2);
        now++;
        packets.sent(SomeEnd.TCP, InetSocketAddress.createUnresolved("nowhere", 9), false, bytes("third"), 7);
        assertThat(all(packets))
                .containsExactly(
                        new Entry(Instant.ofEpochMilli(1_000), true, true, "udp", "192.0.2.7:45060", "first \u00e9"),
                        new Entry(Instant.ofEpochMilli(1_001), false, true, "tls", "[2001:db8:0:0:0:0:0:1]:5061", ""),
                        new Entry(Instant.ofEpochMilli(1_002), true, false, "tcp", ":9", "third"));
        assertThat(packets.reach()).as("all since the start").isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(packets.read(Instant.ofEpochMilli(1_001), Instant.ofEpochMilli(1_001), Set.of("")))
                .hasSize(1);
    }

    @Test
    void anAnswerStandsBehindWhatAnotherWorkerSentWithinTheMillisecond() {
        var clock = new AtomicLong(5_000_000);
        var packets = RecentPackets.before(
                PacketLog.NONE, 10_000, 2, () -> Instant.EPOCH.plus(clock.getAndAdd(100), ChronoUnit.MICROS));
        packets.sent(SomeEnd.UDP, PEER, true, bytes("BYE"), 1);
        packets.received(SomeEnd.UDP, PEER, bytes("200"), 0);
        assertThat(texts(packets)).containsExactly("BYE", "200");
        assertThat(packets.reach()).as("files know milliseconds").isEqualTo(Instant.ofEpochMilli(5_000));
    }

    /** Round and round, by sizes that never fit the end of the memory. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 333, 965})
    void theOldestMakeRoom(int size) {
        var packets = keep(1_000, 1);
        var all = IntStream.range(0, 500)
                .mapToObj(i -> String.format("%03d", i).repeat(size).substring(0, size))
                .toList();
        for (var text : all) {
            packets.received(SomeEnd.UDP, PEER, bytes(text), 0);
            now++;
        }
        var kept = texts(packets);
        assertThat(kept).isNotEmpty().isEqualTo(all.subList(all.size() - kept.size(), all.size()));
        assertThat(kept.size() * (size + 21)).isBetween(1_000 - size - 21, 1_000);
        assertThat(packets.reach()).isEqualTo(all(packets).getFirst().at());
    }

    @Test
    void oneThatIsTooLargeIsLeftOutAndSaid() {
        var packets = keep(1_000, 1);
        packets.received(SomeEnd.UDP, PEER, bytes("before"), 0);
        now = 5_000;
        packets.received(SomeEnd.UDP, PEER, new byte[1_000], 0);
        assertThat(texts(packets)).containsExactly("before");
        assertThat(packets.reach()).isEqualTo(Instant.ofEpochMilli(5_001));
    }

    /** More than is copied at once, while as much comes: what was there first is told if it is still there, what comes is not. */
    @ParameterizedTest(name = "{0} bytes: {1} of 3000 told")
    @CsvSource({"8388608, 3000, 3000", "3100000, 2900, 3000"})
    void tellsMegabytesWhileMoreCome(int bytes, int least, int most) {
        var ring = new PacketRing(bytes, now * 1_000);
        var what = new PacketRing.What(false, true, Transport.UDP, PEER);
        for (int i = 0; i < 3_000; i++) ring.add(1_000, what, new byte[1_000]);
        var told = new ArrayList<Entry>();
        ring.read(new PacketRing.Wanted(Instant.EPOCH, Instant.MAX, Set.of("")), entry -> {
            told.add(entry);
            ring.add(2_000, what, new byte[1_000]);
        });
        assertThat(told)
                .hasSizeBetween(least, most)
                .allMatch(entry -> entry.at().toEpochMilli() == 1);
    }

    @Test
    void keepsNoneWhereItMayNot() {
        var packets = keep(0, 2);
        packets.received(SomeEnd.UDP, PEER, bytes("x"), 0);
        assertThat(packets.keeps()).isFalse();
        assertThat(all(packets)).isEmpty();
        assertThat(packets.reach()).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0, 0", "1M, 1048576", "1G, 1073741824"})
    void readsItsSize(String memory, long bytes) {
        var config = ConfigFactory.parseString("esg.sip.packet-log.memory = " + memory);
        assertThat(PacketLogSettings.memory(config)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1K", "2G", "much"})
    void aWrongSizeIsNamed(String memory) {
        var config = ConfigFactory.parseString("esg.sip.packet-log.memory = " + memory);
        assertThatThrownBy(() -> PacketLogSettings.memory(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("esg.sip.packet-log.memory");
    }
}
