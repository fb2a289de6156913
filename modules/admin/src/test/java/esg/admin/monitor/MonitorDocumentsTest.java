package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitorDocumentsTest {
    /** The original's sample (MON-03), its last_response shortened. */
    private static final String SAMPLE = """
        { "resultcode": 0, "resultmsg": "OK", "data": { "sites": [ { "site": "main_site", "servers": [ {
        "srvidx": 1005, "node": "esg1@192.168.0.112", "addr": "192.168.0.112", "online": true, "regs": [ {
        "code": "pbx2", "d": "test.okteller.ru", "user": "provider", "domain": "test.okteller.ru", "port": 5060,
        "proto": "udp", "addrs": [ "test.okteller.ru", "192.168.0.112" ], "regstate": "registered",
        "pingstate": "disabled", "last_response": [ "SIP/2.0 200 OK", "CSeq: 309187570 REGISTER" ],
        "onlinetrunkcount": 0 } ] } ] } ] } }\
        """;

    private static Reg reg(@Nullable String failure) {
        return new Reg(
                "pbx2",
                "test.okteller.ru",
                "provider",
                "test.okteller.ru",
                5060,
                "udp",
                List.of("test.okteller.ru", "192.168.0.112"),
                "registered",
                "disabled",
                List.of("SIP/2.0 200 OK", "CSeq: 309187570 REGISTER"),
                0,
                null,
                failure,
                null,
                null,
                null);
    }

    @Test
    void aCallTellsWhatWasHeard() {
        var heard = new NodeState.Stream("callee", "audio", "192.0.2.1:4000", 50, 8_000, 2, 1.5, 1, Instant.EPOCH);
        var call = new Call(
                "c",
                "pbx2",
                "a",
                "in",
                "100",
                "200",
                "ended",
                Instant.EPOCH,
                null,
                null,
                List.of("a"),
                200,
                null,
                List.of(heard),
                "caller");
        assertThat(MonitorDocuments.call("esg1@h", call))
                .containsEntry("notheard", "caller")
                .containsEntry(
                        "media",
                        List.of(Map.of(
                                "end",
                                "callee",
                                "kind",
                                "audio",
                                "from",
                                "192.0.2.1:4000",
                                "packets",
                                50L,
                                "bytes",
                                8_000L,
                                "lost",
                                2L,
                                "jitter",
                                1.5,
                                "strangers",
                                1L,
                                "heard",
                                "1970-01-01T00:00:00Z")));
    }

    private static Call call(String id, String d, Instant started) {
        return new Call(
                id,
                "pbx2",
                d,
                "in",
                "100",
                "200",
                "talking",
                started,
                null,
                null,
                List.of("a"),
                null,
                null,
                List.of(),
                null);
    }

    private static NodeState node(List<Reg> regs, List<Call> calls) {
        return new NodeState("main_site", 1005, "esg1@192.168.0.112", "192.168.0.112", true, regs, calls, List.of());
    }

    private static String json(Object document) throws Exception {
        return new ObjectMapper().writeValueAsString(document);
    }

    /** MON-02..05, MON-08, SMP-05. */
    @Test
    void answersTheOriginalsSampleToTheLetter() throws Exception {
        var mapper = new ObjectMapper();
        var answer = MonitorDocuments.active(List.of(node(List.of(reg(null)), List.of())), true);
        assertThat(json(answer)).isEqualTo(mapper.writeValueAsString(mapper.readTree(SAMPLE)));
    }

    /** MON-07. */
    @Test
    void leavesRegsOutUnlessAskedFor() throws Exception {
        assertThat(json(MonitorDocuments.active(List.of(node(List.of(reg(null)), List.of())), false)))
                .doesNotContain("regs");
    }

    /** MON-06. */
    @Test
    void listsOfflineInstancesToo() throws Exception {
        var offline = NodeState.offline("main_site", 2, "esg2@127.0.0.1", "127.0.0.1");
        assertThat(json(MonitorDocuments.active(List.of(offline), true))).contains("\"online\":false,\"regs\":[]");
    }

    @Test
    void addsUpWhatRulesHaveDecidedAndNamesWhoDidNotSay() throws Exception {
        var nodes = List.of(
                counting("esg1@127.0.0.1", 3), counting("esg2@127.0.0.1", 4), NodeState.offline("s", 3, "esg3@h", "h"));
        assertThat(json(MonitorDocuments.border(nodes)))
                .contains(
                        "\"rules\":[{\"id\":\"r\",\"packets\":7,\"nodes\":{\"esg1@127.0.0.1\":3,\"esg2@127.0.0.1\":4}}]")
                .contains("\"offline\":[\"esg3@h\"]");
    }

    private static NodeState counting(String node, long packets) {
        var counts = List.of(new NodeState.RuleCount("r", packets));
        return new NodeState("s", 1, node, "127.0.0.1", true, List.of(), List.of(), counts);
    }

    @Test
    void putsWhatTheOriginalLacksBehindItsFields() throws Exception {
        assertThat(json(MonitorDocuments.active(List.of(node(List.of(reg("403 Forbidden")), List.of())), true)))
                .contains("\"onlinetrunkcount\":0,\"failure\":\"403 Forbidden\"}");
    }

    @Test
    void showsNewestCallsFirstAndOnlyThoseAskedFor() throws Exception {
        var early = Instant.parse("2026-01-01T10:00:00Z");
        var nodes = List.of(node(
                List.of(),
                List.of(call("c1", "a", early), call("c2", "a", early.plusSeconds(1)), call("c3", "b", early))));
        var ofA = new CallSearch(Optional.of("a"), Optional.empty(), Optional.empty(), Optional.empty());
        var calls = json(MonitorDocuments.calls(nodes, ofA, 0, 10));
        assertThat(calls.indexOf("\"c2\"")).isBetween(0, calls.indexOf("\"c1\""));
        assertThat(calls).doesNotContain("c3").contains("\"started\":\"2026-01-01T10:00:00Z\"", "\"total\":2");
        assertThat(MonitorDocuments.oneCall(nodes, "c3")).isPresent();
        assertThat(MonitorDocuments.oneCall(nodes, "c4")).isEmpty();
    }

    @Test
    void showsAPageOfTheCalls() throws Exception {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var nodes = List.of(node(
                List.of(),
                IntStream.range(0, 10_000)
                        .mapToObj(number -> call("c" + number, "a", start.plusSeconds(number)))
                        .toList()));
        var page = json(MonitorDocuments.calls(nodes, CallSearch.ALL, 9_998, 50));
        assertThat(page)
                .contains("\"total\":10000,\"offset\":9998", "\"id\":\"c1\"", "\"id\":\"c0\"")
                .doesNotContain("\"id\":\"c2\"");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        live   |        | talks
        ended  |        | over busy
        failed |        | busy
               | BUSY H | busy
               | talks  | talks
               | 77     |
        """)
    void findsCallsByTheirStateAndWhatStandsInThem(
            @Nullable String state, @Nullable String text, @Nullable String found) {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var calls = List.of(
                ended("talks", start, start, null, null),
                ended("over", start, start, start, "caller hung up"),
                ended("busy", start, null, start, "Busy Here"));
        var search = new CallSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(text),
                Optional.ofNullable(state).map(name -> CallSearch.State.valueOf(name.toUpperCase(Locale.ROOT))));
        assertThat(calls.stream().filter(search::fits).map(Call::id))
                .containsExactlyInAnyOrder(found == null ? new String[0] : found.split(" "));
    }

    private static Call ended(
            String id, Instant started, @Nullable Instant answered, @Nullable Instant ended, @Nullable String reason) {
        return new Call(
                id,
                "p",
                "acme",
                "in",
                "100",
                "200",
                "x",
                started,
                answered,
                ended,
                List.of(id),
                null,
                reason,
                List.of(),
                null);
    }

    /** A node that died has it as it was; the one that goes on with it counts. */
    @Test
    void findsTheOneThatLives() {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var nodes = List.of(
                new NodeState(
                        "s",
                        1,
                        "esg1@h",
                        "h",
                        true,
                        List.of(),
                        List.of(ended("c", start, start, start, "")),
                        List.of()),
                new NodeState(
                        "s",
                        2,
                        "esg2@h",
                        "h",
                        true,
                        List.of(),
                        List.of(ended("c", start, start, null, "")),
                        List.of()));
        assertThat(MonitorDocuments.find(nodes, "c").orElseThrow().node()).isEqualTo("esg2@h");
    }
}
