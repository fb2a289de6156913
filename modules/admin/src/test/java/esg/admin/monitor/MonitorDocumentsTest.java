package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private static NodeState node(List<Reg> regs) {
        return new NodeState("main_site", 1005, "esg1@192.168.0.112", "192.168.0.112", true, regs, List.of());
    }

    private static String json(Object document) throws Exception {
        return new ObjectMapper().writeValueAsString(document);
    }

    /** MON-02..05, MON-08, SMP-05. */
    @Test
    void answersTheOriginalsSampleToTheLetter() throws Exception {
        var mapper = new ObjectMapper();
        var answer = MonitorDocuments.active(List.of(node(List.of(reg(null)))), true);
        assertThat(json(answer)).isEqualTo(mapper.writeValueAsString(mapper.readTree(SAMPLE)));
    }

    /** MON-07. */
    @Test
    void leavesRegsOutUnlessAskedFor() throws Exception {
        assertThat(json(MonitorDocuments.active(List.of(node(List.of(reg(null)))), false)))
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
        return new NodeState("s", 1, node, "127.0.0.1", true, List.of(), counts);
    }

    @Test
    void putsWhatTheOriginalLacksBehindItsFields() throws Exception {
        assertThat(json(MonitorDocuments.active(List.of(node(List.of(reg("403 Forbidden")))), true)))
                .contains("\"onlinetrunkcount\":0,\"failure\":\"403 Forbidden\"}");
    }

    private static FoundCalls found(CallQuery query, Call... calls) {
        return FoundCalls.of(query, Map.of("esg1@h", query.choose(List.of(calls))));
    }

    @Test
    void showsNewestCallsFirstAndOnlyThoseAskedFor() throws Exception {
        var early = Instant.parse("2026-01-01T10:00:00Z");
        Call[] all = {call("c1", "a", early), call("c2", "a", early.plusSeconds(1)), call("c3", "b", early)};
        var ofA = CallQuery.of(CallSearch.ofIds(Optional.of("a"), Set.of()));
        var calls = json(MonitorDocuments.calls(found(ofA, all), 0));
        assertThat(calls.indexOf("\"c2\"")).isBetween(0, calls.indexOf("\"c1\""));
        assertThat(calls).doesNotContain("c3").contains("\"started\":\"2026-01-01T10:00:00Z\"", "\"total\":2");
        assertThat(MonitorDocuments.oneCall(found(CallQuery.ALL, all), "c3")).isPresent();
        assertThat(MonitorDocuments.oneCall(found(CallQuery.ALL, all), "c4")).isEmpty();
    }

    @Test
    void showsAPageOfTheCallsOfAllNodes() throws Exception {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var query = new CallQuery(CallSearch.ALL, new CallOrder(CallOrder.By.STARTED, false), 51);
        var even = IntStream.range(0, 5_000)
                .mapToObj(n -> call("c" + 2 * n, "a", start.plusSeconds(2L * n)))
                .toList();
        var odd = IntStream.range(0, 5_000)
                .mapToObj(n -> call("c" + (2 * n + 1), "a", start.plusSeconds(2L * n + 1)))
                .toList();
        var chosen = Map.of("esg1@h", query.choose(even), "esg2@h", query.choose(odd));
        assertThat(chosen.values())
                .as("all that travels")
                .allSatisfy(part -> assertThat(part.calls()).hasSize(51));
        var page = json(MonitorDocuments.calls(FoundCalls.of(query, chosen), 49));
        assertThat(page)
                .contains("\"total\":10000,\"offset\":49", "\"id\":\"c49\"", "\"id\":\"c50\"")
                .doesNotContain("\"id\":\"c48\"", "\"id\":\"c51\"");
    }

    @ParameterizedTest
    @CsvSource({
        "started, over busy talks",
        "-started, talks busy over",
        "duration, busy over talks",
        "-duration, talks over busy",
    })
    void sortsCalls(String sort, String sorted) {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var query = new CallQuery(CallSearch.ALL, CallOrder.of(sort).orElseThrow(), 9);
        var calls = List.of(
                ended("talks", start.plusSeconds(9), start.plusSeconds(9), null, null),
                ended("over", start, start, start.plusSeconds(100), "caller hung up"),
                ended("busy", start.plusSeconds(1), null, start.plusSeconds(1), "Busy Here"));
        assertThat(query.choose(calls).calls()).extracting(Call::id).containsExactly(sorted.split(" "));
    }

    @Test
    void sortsByNothingElse() {
        assertThat(CallOrder.of("password")).isEmpty();
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
                Optional.ofNullable(state).map(name -> CallSearch.State.valueOf(name.toUpperCase(Locale.ROOT))),
                Set.of());
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
        var chosen = Map.of(
                "esg1@h", CallQuery.ALL.choose(List.of(ended("c", start, start, start, ""))),
                "esg2@h", CallQuery.ALL.choose(List.of(ended("c", start, start, null, ""))));
        var found = FoundCalls.of(CallQuery.ALL, chosen);
        assertThat(found.find("c").orElseThrow().node()).isEqualTo("esg2@h");
    }
}
