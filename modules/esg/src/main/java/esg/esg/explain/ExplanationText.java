package esg.esg.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code POST /api/test/v1/match} as text. */
public final class ExplanationText {
    private final JsonNode data;
    private final Lines lines = new Lines();

    private ExplanationText(JsonNode data) {
        this.data = data;
    }

    /** Of the whole answer. */
    public static String of(JsonNode document) {
        return new ExplanationText(document.path("data")).write();
    }

    private String write() {
        lines.plain("INVITE from " + text(data, "source") + " at " + text(data, "node"));
        lines.plain(verdict()).gap();
        border();
        if (data.has("alg")) alg(data.get("alg"));
        fields();
        data.path("steps").forEach(this::step);
        if (data.has("hit")) hit(data.get("hit"));
        if (data.has("trunks")) onward();
        data.path("invites").forEach(this::invite);
        suggestions(lines, data.path("suggestions"));
        return lines.toString();
    }

    private String verdict() {
        if (data.path("passes").asBoolean()) return "Comes in: " + text(data, "reason");
        var status = data.has("status") ? text(data, "status") + " " : "";
        return "Does not come in: " + status + text(data, "reason") + " (stage " + text(data, "stage") + ")";
    }

    private void border() {
        var border = data.path("border");
        var rule = border.has("name") ? "rule " + text(border, "rule") + " " + quoted(border, "name") : "no rule";
        var verdict = text(border, "verdict").equals("deny") ? "denied (" + text(border, "denymode") + ")" : "allowed";
        lines.add("border", verdict + ", " + rule);
    }

    private void alg(JsonNode alg) {
        int places = alg.path("places").asInt();
        lines.add("alg", places == 0 ? "no white address in the packet" : "white is read as gray in " + places(places));
        for (var pair : alg.path("pairs")) {
            var swap = text(pair, "white") + " becomes " + text(pair, "gray");
            lines.add("", "  " + swap + " in " + places(pair.path("places").asInt()));
        }
        if (places == 0) return;
        lines.add("", "is read as:");
        packet(alg);
    }

    private static String places(int count) {
        return count == 0 ? "no place" : count == 1 ? "1 place" : count + " places";
    }

    private void packet(JsonNode of) {
        lines.gap();
        text(of, "packet").lines().forEach(line -> lines.plain("    " + line));
    }

    private void fields() {
        var fields = data.path("fields");
        lines.add("To", pair(text(fields, "touser"), text(fields, "tohost")));
        lines.add("From", pair(text(fields, "fromuser"), text(fields, "fromhost")));
        lines.add("Contact", pair(text(fields, "contactuser"), text(fields, "contacthost")));
    }

    private static String pair(String user, String host) {
        return "user \"" + user + "\", host " + (host.isEmpty() ? "none" : host);
    }

    private void step(JsonNode step) {
        var mode = step.path("registration").asBoolean() ? "with registration" : "without registration";
        int hits = step.path("hits").asInt();
        var found = hits == 0 ? "no account" : hits == 1 ? "1 account" : hits + " accounts";
        lines.add(
                "step " + text(step, "step"),
                pair(text(step, "user"), text(step, "host")) + ", " + mode + ": " + found);
        int others = step.path("others").asInt();
        for (var candidate : step.path("candidates")) {
            if (isOfOtherMode(candidate)) others++;
            else lines.add("", "  " + account(candidate) + ": " + candidate(candidate));
        }
        if (others > 0) lines.add("", "  " + others + " more: of the other mode, or further away");
    }

    /** They would bury those that matter; the JSON has them. */
    private static boolean isOfOtherMode(JsonNode candidate) {
        for (var why : candidate.path("why")) if (why.asText().contains("this step looks among those")) return true;
        return false;
    }

    private static String candidate(JsonNode candidate) {
        var parts = new ArrayList<String>();
        if (candidate.path("fits").asBoolean()) {
            parts.add(candidate.path("sourceallowed").asBoolean() ? "fits" : "fits, but its source check fails");
        }
        candidate.path("why").forEach(why -> parts.add(why.asText()));
        return String.join("; ", parts);
    }

    private static String account(JsonNode account) {
        return text(account, "d") + "/" + text(account, "code");
    }

    private void hit(JsonNode hit) {
        lines.add("account", account(hit) + " by step " + text(hit, "step") + ", served on " + text(hit, "node"));
        lines.add("source", hit.path("sourceallowed").asBoolean() ? "allowed" : "not allowed");
        for (var one : hit.path("compared")) {
            lines.add(
                    "",
                    "  " + text(one, "from") + " " + text(one, "value") + ": "
                            + (one.path("fits").asBoolean() ? "fits" : "no"));
        }
    }

    private void onward() {
        var trunks = data.get("trunks");
        lines.add(
                "trunks",
                text(trunks, "used") + " of " + (trunks.has("limit") ? text(trunks, "limit") : "any") + " in use"
                        + (trunks.has("inlimit")
                                ? "; " + text(trunks, "incoming") + " of " + text(trunks, "inlimit") + " in"
                                : ""));
        var numbers = data.path("normalization");
        var rule = text(numbers, "rule");
        lines.add("numbers", rule.isEmpty() ? "no rule applies" : "by rule " + rule);
        numbers.path("changed")
                .properties()
                .forEach(one -> lines.add(
                        "",
                        "  " + one.getKey() + " \"" + text(one.getValue(), "before") + "\" becomes \""
                                + text(one.getValue(), "after") + "\""));
        lines.add("routes", data.path("routes").isEmpty() ? "the domain has none" : "by priority");
        for (var route : data.path("routes")) {
            var what = text(route, "action") + (text(route, "target").isEmpty() ? "" : " " + text(route, "target"));
            var note = route.has("note") ? " (" + text(route, "note") + ")" : "";
            var fits = route.path("fits").asBoolean() ? "fits: " + what + note : text(route, "why");
            lines.add("", "  " + text(route, "priority") + " " + quoted(route, "name") + " " + fits);
        }
    }

    private void invite(JsonNode invite) {
        if (invite.has("problem")) {
            lines.add("target", text(invite, "target") + ": " + text(invite, "problem"));
            return;
        }
        List<String> fresh = new ArrayList<>();
        invite.path("fresh").forEach(one -> fresh.add(one.asText()));
        lines.add("target", text(invite, "target") + " by " + text(invite, "hop"));
        int swapped = invite.path("swapped").asInt();
        if (swapped > 0) lines.add("alg", "gray leaves as white in " + places(swapped));
        lines.add("", "would leave, with " + String.join(", ", fresh) + " made anew for each call:");
        packet(invite);
    }

    /** What to set, numbered. */
    static void suggestions(Lines lines, JsonNode suggestions) {
        if (suggestions.isEmpty()) return;
        lines.gap().plain("What would let it in:");
        int number = 0;
        for (var one : suggestions) {
            var notes = new ArrayList<String>();
            notes.add("then found by step " + text(one, "step"));
            if (!one.path("sourceallowed").asBoolean()) notes.add("its source check still fails");
            if (one.path("opens").asBoolean()) notes.add("trusts this sender: be sure that it is the provider");
            if (one.has("varying")) notes.add("other calls may differ in what is added");
            if (one.has("conflicts"))
                notes.add("may be taken for " + one.path("conflicts").size() + " other accounts");
            lines.plain("  " + ++number + ". " + text(one, "text") + " (" + String.join("; ", notes) + ")");
            var request = one.path("request");
            if (!request.isMissingNode()) {
                lines.plain("     PATCH " + text(request, "path") + " " + request.path("body"));
            }
        }
    }

    private static String quoted(JsonNode node, String field) {
        return "\"" + text(node, field) + "\"";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
