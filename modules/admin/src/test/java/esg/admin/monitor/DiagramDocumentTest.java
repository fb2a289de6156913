package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.CallPackets.Search;
import esg.admin.monitor.NodeState.Call;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All packets of a call, both legs (DIA-01). */
class DiagramDocumentTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant NOW = START.plusSeconds(1000);

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

    private static Packet packet(int millis, String callId, String line, String reason) {
        return new Packet(
                START.plusMillis(millis),
                millis > 0,
                millis == 0,
                "udp",
                "192.0.2.1:5060",
                millis > 0 ? "h:5080" : "",
                callId,
                line,
                "1 INVITE",
                reason,
                line + "\r\n\r\n");
    }

    /** The call left by an account that is our own, and came in again at another node; a third has nothing to do with it. */
    @Test
    void takesAllLegsThatHangTogether() {
        var known = List.of(call("b", 10, 50, "b", "c"), call("x", 5, 70, "x", "y"), call("a", 9, 60, "a", "b"));
        assertThat(DiagramDocument.of(known, "a").orElseThrow().search(NOW))
                .isEqualTo(new Search(Set.of("a", "b", "c"), START.plusSeconds(8), START.plusSeconds(60 + 32 + 1)));
    }

    @Test
    void aLiveCallIsReadUntilNow() {
        var known = List.of(call("a~1", 3, null, "a", "c"), call("a", 2, 3, "a", "b"));
        assertThat(DiagramDocument.of(known, "a~1").orElseThrow().search(NOW))
                .isEqualTo(new Search(Set.of("a", "b", "c"), START.plusSeconds(1), NOW.plusSeconds(1)));
    }

    /** Two nodes had a part in it, a third does not answer; the order is that of time. */
    @Test
    void tellsWhoSentWhatToWhom() throws Exception {
        var everywhere = new Everywhere(
                List.of(
                        new Found(
                                "esg2@i",
                                List.of(packet(5, "b", "INVITE sip:2@p SIP/2.0", "SIP;cause=1")),
                                false,
                                true),
                        new Found("esg1@h", List.of(packet(0, "a", "INVITE sip:2@h SIP/2.0", "")), true, true)),
                List.of("esg3@j"));
        var document = DiagramDocument.of(List.of(call("a", 0, 1, "a", "b")), "a")
                .orElseThrow()
                .write("esg1@h", everywhere, false);
        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(mapper.writeValueAsBytes(document))).isEqualTo(mapper.readTree("""
                {"resultcode": 0, "resultmsg": "OK", "data": {
                  "id": "a", "node": "esg1@h", "nodes": ["esg1@h", "esg2@i"], "silent": ["esg3@j"], "state": "talking",
                  "callids": ["a", "b"], "complete": false, "packets": [
                    {"time": "2026-01-01T10:00:00Z", "direction": "received", "node": "esg1@h", "transport": "udp",
                     "from": "192.0.2.1:5060", "to": "esg1@h", "leg": 0, "callid": "a", "line": "INVITE sip:2@h SIP/2.0",
                     "cseq": "1 INVITE"},
                    {"time": "2026-01-01T10:00:00.005Z", "direction": "sent", "failed": true, "node": "esg2@i",
                     "transport": "udp", "from": "esg2@i", "to": "192.0.2.1:5060", "leg": 1, "callid": "b",
                     "line": "INVITE sip:2@p SIP/2.0", "cseq": "1 INVITE", "reason": "SIP;cause=1"}]}}
                """));
    }

    @Test
    void tellsAllOfAPacketWhenAsked() {
        var everywhere = new Everywhere(
                List.of(new Found("esg1@h", List.of(packet(0, "a", "BYE sip:2@h SIP/2.0", "")), true, true)),
                List.of());
        var document = DiagramDocument.of(List.of(call("a", 0, 1, "a", "b")), "a")
                .orElseThrow()
                .write("esg1@h", everywhere, true);
        assertThat(document.toString()).contains("text=BYE sip:2@h SIP/2.0\r\n\r\n");
    }

    @Test
    void aCallNobodyKnowsHasNone() {
        assertThat(DiagramDocument.of(List.of(), "a")).isEmpty();
    }
}
