package esg.admin.why;

import esg.domain.explain.Field;
import esg.domain.explain.SenderAnalysis;
import esg.domain.explain.Suggestions;
import esg.domain.explain.Suggestions.Habits;
import esg.domain.match.InviteFacts;
import esg.domain.pattern.Hosts;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    public static Map<String, Object> list(List<Refused> all, Optional<String> q, int limit) {
        var found = all.stream()
                .map(RefusedDocuments::summary)
                .filter(one -> q.isEmpty() || mentions(one, q.get()))
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("refused", found.stream().limit(limit).toList());
        data.put("total", found.size());
        return Envelope.of(data);
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
    public static Map<String, Object> one(Refused refused) {
        var document = summary(refused);
        var packet = refused.packet();
        document.put("packet", new String(packet.bytes(), StandardCharsets.UTF_8));
        if (packet.cut()) document.put("cut", true);
        return Envelope.of(document);
    }

    private static Map<String, Object> summary(Refused refused) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", refused.id());
        document.put("time", refused.time().toString());
        document.put("source", source(refused.packet()));
        document.put("status", refused.status());
        document.put("reason", refused.reason());
        document.put("callid", refused.callId());
        document.put("fields", fields(refused.fields()));
        return document;
    }

    static String source(Packet packet) {
        return text(packet.source()) + "/" + packet.transport().token();
    }

    private static String text(InetSocketAddress address) {
        var host = Hosts.text(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    static Map<String, Object> fields(InviteFacts facts) {
        var document = new LinkedHashMap<String, Object>();
        for (var field : Field.values()) document.put(field.token(), field.of(facts));
        return document;
    }

    /** What the INVITEs of each sender have in common, and what to set for it. */
    public static Map<String, Object> analysis(List<Refused> all, Why.Standing standing) {
        var seen = all.stream()
                .map(one -> new SenderAnalysis.Seen(one.packet().source().getAddress(), one.fields()))
                .toList();
        var suggestions = new Suggestions(standing.accounts(), standing.server());
        var senders = SenderAnalysis.of(seen);
        var listed = new ArrayList<Object>();
        for (var sender : senders.subList(0, Math.min(senders.size(), MOST_SENDERS))) {
            listed.add(sender(sender, suggestions));
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("sources", listed);
        data.put("total", senders.size());
        return Envelope.of(data);
    }

    private static Map<String, Object> sender(SenderAnalysis sender, Suggestions suggestions) {
        var document = new LinkedHashMap<String, Object>();
        document.put("source", Hosts.text(sender.source()));
        document.put("count", sender.count());
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
