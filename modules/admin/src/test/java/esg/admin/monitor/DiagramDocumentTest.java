package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.NodeState.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All packets of a call, both legs (DIA-01). */
class DiagramDocumentTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant NOW = START.plusSeconds(1000);

    private final List<Object> asked = new ArrayList<>();

    private static Call call(String id, int started, @Nullable Integer ended, String... callIds) {
        return new Call(
                id,
                "p",
                "acme",
                "in",
                "100",
                "200",
                "talking",
                START.plusSeconds(started),
                null,
                ended == null ? null : START.plusSeconds(ended),
                List.of(callIds),
                null,
                null,
                List.of(),
                null);
    }

    private static NodeState node(int number, Call... calls) {
        return new NodeState(
                "main_site", number, "esg" + number + "@h", "h", true, List.of(), List.of(calls), List.of());
    }

    private Optional<Found> packets(Set<String> callIds, Instant from, Instant to) {
        asked.addAll(List.of(callIds, from, to));
        return Optional.of(new Found(
                "esg1@h",
                List.of(
                        new Packet(
                                START,
                                false,
                                true,
                                "udp",
                                "192.0.2.1:5060",
                                "a",
                                "INVITE sip:2@h SIP/2.0",
                                "1 INVITE",
                                ""),
                        new Packet(
                                START.plusMillis(5),
                                true,
                                false,
                                "tcp",
                                "[::1]:5061",
                                "b",
                                "INVITE sip:2@p SIP/2.0",
                                "9 INVITE",
                                "SIP;cause=1")),
                false));
    }

    /** The call left by an account that is our own, and came in again at another node; a third has nothing to do with it. */
    @Test
    void takesAllLegsThatHangTogether() {
        var nodes = List.of(
                node(1, call("b", 10, 50, "b", "c"), call("x", 5, 70, "x", "y")), node(2, call("a", 9, 60, "a", "b")));
        assertThat(DiagramDocument.of(nodes, "a").orElseThrow().read(this::packets, NOW))
                .isPresent();
        assertThat(asked).containsExactly(Set.of("a", "b", "c"), START.plusSeconds(8), START.plusSeconds(60 + 32 + 1));
    }

    @Test
    void aLiveCallIsReadUntilNow() {
        var nodes = List.of(node(1, call("a~1", 3, null, "a", "c"), call("a", 2, 3, "a", "b")));
        assertThat(DiagramDocument.of(nodes, "a~1").orElseThrow().read(this::packets, NOW))
                .isPresent();
        assertThat(asked).containsExactly(Set.of("a", "b", "c"), START.plusSeconds(1), NOW.plusSeconds(1));
    }

    @Test
    void tellsWhoSentWhatToWhom() throws Exception {
        var document = DiagramDocument.of(List.of(node(1, call("a", 0, 1, "a", "b"))), "a")
                .orElseThrow()
                .read(this::packets, NOW)
                .orElseThrow();
        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(mapper.writeValueAsBytes(document))).isEqualTo(mapper.readTree("""
                {"resultcode": 0, "resultmsg": "OK", "data": {
                  "id": "a", "node": "esg1@h", "state": "talking", "callids": ["a", "b"], "complete": false, "packets": [
                    {"time": "2026-01-01T10:00:00Z", "direction": "received", "transport": "udp", "from": "192.0.2.1:5060",
                     "to": "esg1@h", "leg": 0, "callid": "a", "line": "INVITE sip:2@h SIP/2.0", "cseq": "1 INVITE"},
                    {"time": "2026-01-01T10:00:00.005Z", "direction": "sent", "failed": true, "transport": "tcp",
                     "from": "esg1@h", "to": "[::1]:5061", "leg": 1, "callid": "b", "line": "INVITE sip:2@p SIP/2.0",
                     "cseq": "9 INVITE", "reason": "SIP;cause=1"}]}}
                """));
    }

    @Test
    void aCallNobodyKnowsHasNone() {
        assertThat(DiagramDocument.of(List.of(node(1)), "a")).isEmpty();
    }
}
