package esg.esg.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.esg.call.Outcome.Ending;
import esg.esg.call.Outcome.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what came of a call, to people or to programs. */
record Summary(Outcome outcome, String hint) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lines of text. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        switch (outcome.ending()) {
            case Ending.Ended(var by, var why) -> {
                lines.add(String.format(
                        Locale.ROOT,
                        "answered after %d ms, talked %.1f s, ended by %s%s",
                        outcome.afterMillis(),
                        outcome.talkedMillis() / 1000.0,
                        by == Side.US ? "this end" : "the other end",
                        why.isEmpty() ? "" : " (" + why + ")"));
                lines.add(audio());
            }
            case Ending.Refused(int status, var phrase, var reason) -> {
                lines.add("refused after " + outcome.afterMillis() + " ms: " + status + " " + phrase);
                if (!reason.isEmpty()) lines.add("Reason: " + reason);
            }
            case Ending.GivenUp() -> lines.add("not answered within " + outcome.afterMillis() / 1000 + " s");
            case Ending.Silence(var why) ->
                lines.add(
                        why.isEmpty()
                                ? "not a word within " + outcome.afterMillis() / 1000 + " s"
                                : "not sent: " + why);
        }
        if (!hint.isEmpty()) lines.add("look at: " + hint);
        return lines;
    }

    private String audio() {
        var audio = outcome.audio();
        long expected = audio.received() + audio.lost();
        return String.format(
                Locale.ROOT,
                "audio: %d packets received, %d lost (%.1f %%), %d sent; heard %s",
                audio.received(),
                audio.lost(),
                expected == 0 ? 0 : 100.0 * audio.lost() / expected,
                audio.sent(),
                heard());
    }

    private String heard() {
        var heard = outcome.heard();
        return switch (heard.kind()) {
            case SILENCE -> outcome.audio().received() == 0 ? "nothing" : "silence";
            case SOUND -> "sound, but no test tone";
            case TONE -> "a tone of " + heard.hz() + " Hz" + (heard.hz() == CallRun.OUR_HZ ? ", which is our own" : "");
        };
    }

    /** One JSON object with the messages, and the packets of both legs as the node tells them. */
    String json(List<Ladder.Step> steps, List<JsonNode> packets) {
        var document = new LinkedHashMap<String, Object>();
        document.put("answered", outcome.answered());
        document.put("aftermillis", outcome.afterMillis());
        document.put("talkedmillis", outcome.talkedMillis());
        document.putAll(ending());
        var audio = outcome.audio();
        document.put(
                "audio",
                Map.of(
                        "received", audio.received(),
                        "lost", audio.lost(),
                        "sent", audio.sent(),
                        "heard", outcome.heard().kind().name().toLowerCase(Locale.ROOT),
                        "hz", outcome.heard().hz()));
        document.put("hint", hint);
        document.put("messages", steps.stream().map(Summary::message).toList());
        document.put("packets", packets);
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts make no JSON", e);
        }
    }

    private Map<String, Object> ending() {
        return switch (outcome.ending()) {
            case Ending.Ended(var by, var why) ->
                Map.of("status", 200, "endedby", by == Side.US ? "us" : "them", "reason", why);
            case Ending.Refused(int status, var phrase, var reason) ->
                Map.of("status", status, "phrase", phrase, "reason", reason);
            case Ending.GivenUp() -> Map.of("status", 0, "reason", "not answered");
            case Ending.Silence(var why) -> Map.of("status", 0, "reason", why.isEmpty() ? "silence" : why);
        };
    }

    private static Map<String, Object> message(Ladder.Step step) {
        var document = new LinkedHashMap<String, Object>();
        document.put("millis", step.millis());
        document.put("sent", step.sent());
        document.put("message", step.text());
        document.put("reason", step.reason());
        document.put("again", step.again());
        return document;
    }
}
