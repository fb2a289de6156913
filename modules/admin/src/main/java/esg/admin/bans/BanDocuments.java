package esg.admin.bans;

import esg.domain.ban.PinnedBan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bans as JSON-free documents, one for each source, with what all nodes know of it. */
public final class BanDocuments {
    private static final List<String> SEVEREST_FIRST = List.of("pinned", "banned", "watched");

    private BanDocuments() {}

    /** {@code {items, total}}: pinned, then banned, then watched ones, each by address. */
    public static Map<String, Object> list(List<NodeBans> nodes, int limit, int offset) {
        var sources = sources(nodes);
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "items",
                sources.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(BanDocuments::document)
                        .toList());
        document.put("total", sources.size());
        return document;
    }

    /** One source; empty when no node knows it. */
    public static Optional<Map<String, Object>> one(List<NodeBans> nodes, String address) {
        return sources(nodes).stream()
                .filter(source -> source.address.equals(address))
                .findFirst()
                .map(BanDocuments::document);
    }

    /** A ban just pinned, before any node was asked. */
    public static Map<String, Object> pinned(PinnedBan ban) {
        var document = new LinkedHashMap<String, Object>();
        document.put("address", ban.id());
        document.put("state", "pinned");
        ban.until().ifPresent(until -> document.put("until", until.toString()));
        document.put("note", ban.note());
        return document;
    }

    /** What nodes say of one source. */
    private record Source(String address, Map<String, BanState> byNode) {
        /** The one that says most. */
        BanState leading() {
            return byNode.values().stream()
                    .min(Comparator.<BanState>comparingInt(ban -> SEVEREST_FIRST.indexOf(ban.state()))
                            .thenComparing(ban -> ban.until().orElse(Instant.MAX), Comparator.reverseOrder()))
                    .orElseThrow();
        }
    }

    private static List<Source> sources(List<NodeBans> nodes) {
        var sources = new TreeMap<String, Source>();
        for (var node : nodes) {
            for (var ban : node.bans()) {
                sources.computeIfAbsent(ban.address(), address -> new Source(address, new TreeMap<>()))
                        .byNode
                        .put(node.node(), ban);
            }
        }
        var all = new ArrayList<>(sources.values());
        all.sort(Comparator.comparingInt(
                source -> SEVEREST_FIRST.indexOf(source.leading().state())));
        return all;
    }

    private static Map<String, Object> document(Source source) {
        var leading = source.leading();
        var offences = new TreeMap<String, Integer>();
        var packets = new TreeMap<String, Long>();
        source.byNode.forEach((node, ban) -> {
            ban.offences().forEach((offence, times) -> offences.merge(offence, times, Integer::sum));
            packets.put(node, ban.packets());
        });
        var document = new LinkedHashMap<String, Object>();
        document.put("address", source.address);
        document.put("state", leading.state());
        document.put("offences", offences);
        leading.until().ifPresent(until -> document.put("until", until.toString()));
        document.put(
                "count", packets.values().stream().mapToLong(Long::longValue).sum());
        if (!leading.by().isEmpty()) document.put("node", leading.by());
        document.put(
                "bans",
                source.byNode.values().stream().mapToInt(BanState::bans).max().orElse(0));
        document.put(
                "alarms",
                source.byNode.values().stream().mapToInt(BanState::alarms).sum());
        if (leading.state().equals("pinned")) document.put("note", leading.note());
        document.put("nodes", packets);
        return document;
    }
}
