package esg.esg.nodes;

import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.nodes.LogLevel;
import esg.admin.nodes.NodeInfo.Told;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Things nodes tell. */
final class Samples {
    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private Samples() {}

    static RollCall.Header header(String node) {
        var place = new OwnNode.Place("main_site", "127.0.0.1", Optional.of(1005));
        return new RollCall.Header(
                node, place, new Told(3, 2, "0.1.0", LogLevel.DEBUG, true, AT, List.of("203.0.113.7:5080")));
    }

    static Reg reg(String code, List<String> lastResponse) {
        return new Reg(
                code,
                "test.example",
                "provider",
                "sip.example",
                5060,
                "udp",
                List.of("sip.example", "192.0.2.1"),
                "registered",
                "disabled",
                lastResponse,
                1,
                AT,
                null,
                3600,
                AT,
                AT);
    }

    static Call call(String id) {
        return new Call(
                id,
                "pbx2",
                "test.example",
                "in",
                "100",
                "grün",
                "talking",
                AT,
                AT,
                null,
                List.of("a", "b"),
                null,
                null,
                List.of(),
                null);
    }
}
