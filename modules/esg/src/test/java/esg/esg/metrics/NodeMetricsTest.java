package esg.esg.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.NodeState.RuleCount;
import esg.domain.account.AccountId;
import esg.domain.account.Transport;
import esg.esg.SomeEnd;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.sip.packetlog.PacketLog;
import esg.trunk.call.CallDetail;
import esg.trunk.call.CallView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMetricsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final byte[] PACKET = {};
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final CountedPackets packets = new CountedPackets(PacketLog.NONE);
    private final Source source = new Source(
            "1.2.3",
            packets,
            () -> Map.of("registered", 2, "failed", 1),
            () -> Map.of("in", 3),
            () -> 7,
            () -> List.of(
                    new RuleCount("r1", 5),
                    new RuleCount("r2", 1),
                    new RuleCount(RuleCount.BANS, 4),
                    new RuleCount(RuleCount.STRANGERS, 2)),
            List::of,
            result -> result.equals("sent") ? 9 : 0,
            result -> result.equals("dropped") ? 8 : 6,
            (place, what) -> place.equals("file") && what.equals("written") ? 11 : 0);

    private static CallView call(
            String code, @Nullable Integer status, @Nullable Integer answered, MediaFigures media) {
        return new CallView(
                "id",
                new AccountId("acme", code),
                "in",
                "100",
                "200",
                "ended",
                START,
                answered == null ? null : START.plusSeconds(answered),
                START.plusSeconds(10),
                List.of("a", "b"),
                status,
                "over",
                media,
                media.streams().isEmpty() ? "" : "callee",
                CallDetail.NONE);
    }

    private static MediaFigures media() {
        return new MediaFigures(List.of(new MediaFigures.Stream(
                End.CALLER, 0, "audio", "192.0.2.1:4000", 500, 86_000, 3, 1.5, 0, START.toEpochMilli())));
    }

    private String text(boolean byAccount) {
        try (var metrics = NodeMetrics.of(source, byAccount)) {
            metrics.ended(call("p1", 200, 3, media()));
            metrics.ended(call("p1", 486, null, MediaFigures.NONE));
            metrics.ended(call("p2", null, null, MediaFigures.NONE));
            return metrics.text();
        }
    }

    @Test
    void callsAreCountedByAccountAndStatus() {
        assertThat(text(true))
                .contains(
                        "esg_calls_ended_total{account=\"acme/p1\",direction=\"in\",status=\"200\"} 1.0",
                        "esg_calls_ended_total{account=\"acme/p1\",direction=\"in\",status=\"486\"} 1.0",
                        "esg_calls_ended_total{account=\"acme/p2\",direction=\"in\",status=\"0\"} 1.0",
                        "esg_calls_live{direction=\"in\"} 3.0",
                        "esg_call_talk_seconds_total{direction=\"in\"} 7.0",
                        "esg_call_setup_seconds_bucket{direction=\"in\",le=\"2.0\"} 0",
                        "esg_call_setup_seconds_bucket{direction=\"in\",le=\"5.0\"} 1",
                        "esg_media_lost_packets_total{end=\"caller\",kind=\"audio\"} 3.0",
                        "esg_calls_oneway_total{end=\"callee\"} 1.0");
    }

    @Test
    void withoutAccountsTheyAreOneSeries() {
        assertThat(text(false))
                .contains("esg_calls_ended_total{account=\"\",direction=\"in\",status=\"200\"} 1.0")
                .doesNotContain("acme");
    }

    /** A session description may name its media as it likes. */
    @Test
    void wordsOfPeersMakeNoSeries() {
        var strange = new MediaFigures(List.of(new MediaFigures.Stream(
                End.CALLEE, 0, "x-whatever", "192.0.2.1:4000", 7, 700, 0, 0, 0, START.toEpochMilli())));
        try (var metrics = NodeMetrics.of(source, true)) {
            metrics.ended(call("p1", 200, 3, strange));
            assertThat(metrics.text())
                    .contains("esg_media_packets_total{end=\"callee\",kind=\"other\"} 7.0")
                    .doesNotContain("x-whatever");
        }
    }

    @Test
    void whatIsCountedElsewhereIsReadWhenAsked() {
        packets.sent(SomeEnd.UDP, PEER, true, PACKET, 0);
        packets.sent(SomeEnd.TCP, PEER, false, PACKET, 0);
        packets.received(SomeEnd.UDP, PEER, PACKET, 0);
        packets.received(SomeEnd.UDP, PEER, PACKET, 0);
        packets.banned(Transport.UDP, PEER, 0);
        assertThat(text(true))
                .contains(
                        "esg_packets_total{result=\"sent\",transport=\"udp\"} 1.0",
                        "esg_packets_total{result=\"not_sent\",transport=\"tcp\"} 1.0",
                        "esg_packets_total{result=\"received\",transport=\"udp\"} 2.0",
                        "esg_packets_total{result=\"banned\",transport=\"udp\"} 1.0",
                        "esg_accounts{regstate=\"registered\"} 2.0",
                        "esg_accounts{regstate=\"registering\"} 0.0",
                        "esg_transactions_live 7.0",
                        "esg_border_decisions_total{by=\"rule\"} 6.0",
                        "esg_border_decisions_total{by=\"ban\"} 4.0",
                        "esg_border_decisions_total{by=\"stranger\"} 2.0",
                        "esg_hep_packets_total{result=\"sent\"} 6.0",
                        "esg_hep_packets_total{result=\"dropped\"} 8.0",
                        "esg_cluster_members{reachable=\"true\"} 0.0",
                        "esg_records_total{result=\"written\",to=\"file\"} 11.0",
                        "esg_records_waiting{to=\"database\"} 0.0",
                        "esg_build_info{version=\"1.2.3\"} 1");
    }

    /** Micrometer's gauges forget what they read once nobody else holds it. */
    @Test
    void figuresStayWhileTheNodeRuns() {
        try (var metrics = NodeMetrics.of(unheld(), true)) {
            System.gc();
            assertThat(metrics.text())
                    .contains("esg_accounts{regstate=\"registered\"} 2.0")
                    .doesNotContain("NaN\nesg");
        }
    }

    private static Source unheld() {
        return new Source(
                "1.2.3",
                new CountedPackets(PacketLog.NONE),
                () -> Map.of("registered", 2),
                Map::of,
                () -> 0,
                List::of,
                List::of,
                _ -> 0,
                _ -> 0,
                (_, _) -> 0);
    }

    /** What {@code promtool check metrics} asks for: help, names in snake case, counters that end in total, and base units. */
    @Test
    void namesAreAsPrometheusWantsThem() {
        var types = types(text(true));
        var text = text(true);
        types.forEach((name, type) -> {
            assertThat(text).as(name).contains("# HELP " + name + " ");
            assertThat(name).matches(NAME).doesNotContain("__", "_milliseconds", "_minutes", "_kilobytes", "_ns_");
            if (type.equals("counter")) assertThat(name).endsWith("_total");
            else assertThat(name).doesNotEndWith("_total").doesNotEndWith("_count");
        });
        assertThat(types.keySet()).anyMatch(name -> name.startsWith("jvm_memory"));
    }

    private static Map<String, String> types(String text) {
        var types = new TreeMap<String, String>();
        text.lines().filter(line -> line.startsWith("# TYPE ")).forEach(line -> {
            var words = line.split(" ");
            types.put(words[2], words[3]);
        });
        return types;
    }

    /** The page names every meter of ours, and no other. */
    @Test
    void thePageSaysWhatThereIs() throws IOException {
        var page = Files.readString(Path.of("../../docs/metrics.md"));
        var told = new TreeSet<String>();
        Pattern.compile("^\\| `(esg_[a-z_]+)`", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .forEach(row -> told.add(row.group(1)));
        var there = new TreeSet<>(types(text(true)).keySet());
        there.removeIf(name -> !name.startsWith("esg_") || name.endsWith("_max"));
        assertThat(told).isEqualTo(there);
    }

    /** A rule or a panel that names what nobody counts would stay silent for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"prometheus/alerts.yml", "grafana/esg.json"})
    void whatReadsThemNamesWhatThereIs(String file) throws IOException {
        var named = new TreeSet<String>();
        Pattern.compile("\\b(?:esg|jvm|process|system)_[a-z][a-z0-9_]*")
                .matcher(Files.readString(Path.of("../../deploy").resolve(file)))
                .results()
                .forEach(found -> named.add(found.group().replaceFirst("_(bucket|sum|count)$", "")));
        assertThat(types(text(true)).keySet()).containsAll(named);
    }
}
