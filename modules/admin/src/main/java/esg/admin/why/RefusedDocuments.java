package esg.admin.why;

import esg.domain.explain.Field;
import esg.domain.explain.SenderAnalysis;
import esg.domain.explain.Suggestions;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.InviteFacts;
import esg.domain.pattern.Hosts;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code GET /api/monitor/v1/refused} and what is below it. */
public final class RefusedDocuments {
    /** Senders told of: each one's suggestions take an index over all accounts. */
    private static final int MOST_SENDERS = 20;

    private RefusedDocuments() {}

    /**
     * The newest first.
     *
     * @param q only those in whose shown values this text occurs, any case
     */
    public static Map<String, Object> list(RefusedEverywhere all, Optional<String> q, int limit) {
        var found = all.newestFirst().stream()
                .map(RefusedDocuments::summary)
                .filter(one -> q.isEmpty() || mentions(one, q.get()))
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("refused", found.stream().limit(limit).toList());
        data.put("total", found.size());
        putOffline(data, all);
        return Envelope.of(data);
    }

    private static void putOffline(Map<String, Object> data, RefusedEverywhere all) {
        if (!all.offline().isEmpty()) data.put("offline", all.offline());
    }

    private static boolean mentions(Map<String, Object> one, String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return one.values().stream()
                .flatMap(value -> value instanceof Map<?, ?> fields
                        ? fields.values().stream().map(String::valueOf)
                        : Stream.of(String.valueOf(value)))
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** With its packet. */
    public static Map<String, Object> one(Refused refused, Packet packet) {
        var document = summary(refused);
        document.put("packet", new String(packet.bytes(), StandardCharsets.UTF_8));
        if (packet.cut()) document.put("cut", true);
        return Envelope.of(document);
    }

    private static Map<String, Object> summary(Refused refused) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", refused.id());
        document.put("node", refused.node());
        document.put("time", refused.time().toString());
        document.put("source", refused.source());
        document.put("status", refused.status());
        document.put("reason", refused.reason());
        document.put("callid", refused.callId());
        document.put("fields", fields(refused.fields()));
        return document;
    }

    static Map<String, Object> fields(InviteFacts facts) {
        var document = new LinkedHashMap<String, Object>();
        for (var field : Field.values()) document.put(field.token(), field.of(facts));
        return document;
    }

    /** What the INVITEs of each sender have in common, whichever node it spoke to, and what to set for it. */
    public static Map<String, Object> analysis(RefusedEverywhere all, Why.Standing standing) {
        var refused = all.newestFirst();
        var seen = refused.stream()
                .map(one -> new SenderAnalysis.Seen(one.address(), one.fields()))
                .toList();
        var nodes = nodes(refused);
        var suggestions = new HashMap<String, Suggestions>();
        var senders = SenderAnalysis.of(seen);
        var listed = new ArrayList<Object>();
        for (var sender : senders.subList(0, Math.min(senders.size(), MOST_SENDERS))) {
            var those = nodes.getOrDefault(sender.source(), Map.of());
            // An address of ours is one of the node that was called: the one that refused the latest.
            var latest = those.keySet().iterator().next();
            var there =
                    suggestions.computeIfAbsent(latest, node -> new Suggestions(standing.accounts(), all.server(node)));
            listed.add(sender(sender, those, there));
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("sources", listed);
        data.put("total", senders.size());
        putOffline(data, all);
        return Envelope.of(data);
    }

    /** Who refused how many of each sender, the node that did so last first. */
    private static Map<InetAddress, Map<String, Integer>> nodes(List<Refused> newestFirst) {
        var bySender = new HashMap<InetAddress, Map<String, Integer>>();
        for (var one : newestFirst) {
            bySender.computeIfAbsent(one.address(), _ -> new LinkedHashMap<>()).merge(one.node(), 1, Integer::sum);
        }
        return bySender;
    }

    private static Map<String, Object> sender(
            SenderAnalysis sender, Map<String, Integer> nodes, Suggestions suggestions) {
        var document = new LinkedHashMap<String, Object>();
        document.put("source", Hosts.text(sender.source()));
        document.put("count", sender.count());
        document.put("nodes", nodes);
        var fields = new LinkedHashMap<String, Object>();
        for (var field : Field.values()) {
            var values = sender.in(field);
            var one = new LinkedHashMap<String, Object>();
            one.put("constant", values.distinct() == 1);
            one.put("distinct", values.distinct());
            one.put("values", values.samples());
            if (!values.pattern().isEmpty()) one.put("pattern", values.pattern());
            fields.put(field.token(), one);
        }
        document.put("fields", fields);
        var found = suggestions.of(sender.latest(), sender.source(), Habits.of(sender));
        document.put("suggestions", SuggestionDocuments.of(found));
        return document;
    }
}
