package esg.esg.call;

import com.fasterxml.jackson.databind.JsonNode;
import esg.esg.explain.NoAnswer;
import esg.esg.explain.NodeQuestions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the node saw of the call, both legs, told by its REST.
 *
 * @param packets in the order of its log; empty when there is no more to see than from here
 * @param why there is nothing, where that is worth a word; else ""
 */
record AtTheNode(String node, List<JsonNode> packets, boolean complete, String why) {
    private static final int NOT_FOUND = 404;
    private static final int MOST_LOOKS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    AtTheNode {
        packets = List.copyOf(packets);
    }

    private static AtTheNode nothing(String why) {
        return new AtTheNode("", List.of(), true, why);
    }

    /** Asks until no more packets come: the far end has yet to answer our BYE. */
    static AtTheNode of(CallOptions.Rest rest, String callId) {
        var node = rest.node();
        if (node == null) return nothing(rest.why());
        if (callId.isEmpty()) return nothing("");
        try {
            var seen = seen(node, callId);
            for (int look = 1; look < MOST_LOOKS; look++) {
                Thread.sleep(BETWEEN);
                var again = seen(node, callId);
                if (again.packets.size() == seen.packets.size()) return again;
                seen = again;
            }
            return seen;
        } catch (NoAnswer e) {
            // A call that a rule ends at the node itself has one leg, and no entry.
            return nothing(e.status() == NOT_FOUND ? "" : String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nothing("interrupted");
        }
    }

    private static AtTheNode seen(NodeQuestions node, String callId) throws NoAnswer {
        var id = URLEncoder.encode(callId, StandardCharsets.UTF_8).replace("+", "%20");
        return of(node.get("/api/monitor/v1/calls/" + id + "/diagram").path("data"));
    }

    /** Without the first leg alone, which this end has shown. */
    static AtTheNode of(JsonNode data) {
        var packets = new ArrayList<JsonNode>();
        boolean more = false;
        for (var packet : data.path("packets")) {
            packets.add(packet);
            more |= packet.path("leg").asInt() > 0;
        }
        return new AtTheNode(
                data.path("node").asText(),
                more ? packets : List.of(),
                data.path("complete").asBoolean(),
                "");
    }

    List<String> lines() {
        if (!why.isEmpty()) return List.of("only this end is shown: " + why);
        if (packets.isEmpty()) return List.of();
        var begun = Instant.parse(packets.getFirst().path("time").asText());
        var lines = new ArrayList<>(Lanes.draw(
                node, packets.stream().map(packet -> packet(packet, begun)).toList()));
        if (!complete) lines.add("there are more packets than the node tells at once");
        return lines;
    }

    private static Lanes.Packet packet(JsonNode packet, Instant begun) {
        boolean sent = packet.path("direction").asText().equals("sent");
        var reason = packet.path("reason").asText();
        var beside =
                (packet.path("failed").asBoolean() ? "(not sent)" : "") + (reason.isEmpty() ? "" : "Reason: " + reason);
        return new Lanes.Packet(
                Duration.between(begun, Instant.parse(packet.path("time").asText()))
                        .toMillis(),
                sent,
                packet.path("leg").asInt() == 0,
                packet.path(sent ? "to" : "from").asText(),
                text(packet.path("line").asText(), packet.path("cseq").asText()),
                beside);
    }

    /** As the messages of this end are told. */
    private static String text(String line, String cseq) {
        var version = "SIP/2.0";
        if (!line.startsWith(version)) return line.replaceFirst(" " + version + "$", "");
        return line.substring(version.length()).strip() + " to " + cseq.replaceFirst("^\\d+ +", "");
    }
}
