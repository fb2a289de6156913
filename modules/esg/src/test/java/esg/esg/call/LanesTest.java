package esg.esg.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import esg.esg.call.Lanes.Packet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both legs of a call beside each other (DIA-01). */
class LanesTest {
    private static String drawn(Packet... packets) {
        return String.join("\n", Lanes.draw("esg1@127.0.0.1", List.of(packets))) + "\n";
    }

    @Test
    void drawsBothLegsInOrder() {
        assertThat(drawn(
                        new Packet(0, false, true, "127.0.0.1:40000", "INVITE sip:102@demo.local", ""),
                        new Packet(1, true, true, "127.0.0.1:40000", "100 Trying to INVITE", ""),
                        new Packet(3, true, false, "192.0.2.7:5060", "INVITE sip:102@a", ""),
                        new Packet(14, false, false, "192.0.2.7:5060", "180 Ringing to INVITE", ""),
                        new Packet(10215, true, true, "127.0.0.1:40000", "180 Ringing to INVITE", "")))
                .isEqualTo("""
                           caller                          esg1@127.0.0.1              called
                     0 ms  |-- INVITE sip:102@demo.local ->|                           |  127.0.0.1:40000
                     1 ms  |<- 100 Trying to INVITE -------|                           |
                     3 ms  |                               |-- INVITE sip:102@a ------>|  192.0.2.7:5060
                    14 ms  |                               |<- 180 Ringing to INVITE --|
                 10215 ms  |<- 180 Ringing to INVITE ------|                           |
                """);
    }

    @Test
    void namesEachPlaceThatIsTried() {
        assertThat(drawn(
                        new Packet(0, true, false, "192.0.2.7:5060", "INVITE sip:1@a", "(not sent)"),
                        new Packet(1, true, false, "192.0.2.8:5060", "INVITE sip:1@b", ""),
                        new Packet(2, false, false, "192.0.2.8:5060", "404 Not Found to INVITE", "Reason: SIP")))
                .isEqualTo("""
                           caller           esg1@127.0.0.1                called
                     0 ms  |                |-- INVITE sip:1@a ---------->|  192.0.2.7:5060  (not sent)
                     1 ms  |                |-- INVITE sip:1@b ---------->|  192.0.2.8:5060
                     2 ms  |                |<- 404 Not Found to INVITE --|  Reason: SIP
                """);
    }

    @Test
    void cutsWhatDoesNotFit() {
        var lines = Lanes.draw(
                "a-node-with-a-very-long-name@some.where.far.away.in.the.country.example",
                List.of(new Packet(0, true, false, "[::1]:5060", "INVITE sip:" + "1".repeat(80), "")));
        assertThat(lines.getLast()).contains("INVITE sip:111", "1... ->|");
        assertThat(lines.getFirst().indexOf("called")).isEqualTo(lines.getLast().lastIndexOf('|'));
    }

    @Test
    void tellsWhatTheNodeAnswers() throws IOException {
        var data = new ObjectMapper().readTree("""
            {"node": "esg1@h", "complete": false, "packets": [
              {"time": "2026-01-01T10:00:00Z", "direction": "received", "from": "192.0.2.1:5060", "to": "esg1@h", "leg": 0,
               "line": "INVITE sip:2@h SIP/2.0", "cseq": "1 INVITE"},
              {"time": "2026-01-01T10:00:00.015Z", "direction": "sent", "from": "esg1@h", "to": "192.0.2.2:5060", "leg": 1,
               "line": "INVITE sip:2@h SIP/2.0", "cseq": "5 INVITE", "failed": true},
              {"time": "2026-01-01T10:00:00.016Z", "direction": "sent", "from": "esg1@h", "to": "192.0.2.1:5060", "leg": 0,
               "line": "SIP/2.0 503 Service Unavailable", "cseq": "1 INVITE", "reason": "SIP;cause=503"}]}
            """);
        assertThat(String.join("\n", AtTheNode.of(data).lines()))
                .contains("|-- INVITE sip:2@h ", "15 ms  |  ", "192.0.2.2:5060  (not sent)")
                .contains("|<- 503 Service Unavailable to INVITE --|", "Reason: SIP;cause=503")
                .endsWith("there are more packets than the node tells at once");
    }

    @Test
    void oneLegAloneIsNotShownAgain() throws IOException {
        var data = new ObjectMapper().readTree("{\"packets\": [{\"leg\": 0, \"time\": \"2026-01-01T10:00:00Z\"}]}");
        assertThat(AtTheNode.of(data).lines()).isEmpty();
    }
}
