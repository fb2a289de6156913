package esg.domain.explain;

import esg.domain.match.InviteFacts;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What INVITEs of one sender have in common: fields that stay the same name the provider's account, those that vary its subscribers (the
 * original's technique for complex cases).
 *
 * @param latest the newest one
 * @param fields every one of the six
 */
public record SenderAnalysis(InetAddress source, int count, InviteFacts latest, Map<Field, Values> fields) {
    private static final int SAMPLES = 5;
    private static final int LEAST_PREFIX = 3;

    /**
     * What stood in a field.
     *
     * @param distinct how many different values
     * @param samples some of them, the newest first
     * @param pattern {@code /reg/} that fits all, where there are several and they are numbers of one length with a common beginning; else ""
     */
    public record Values(int distinct, List<String> samples, String pattern) {
        public Values {
            samples = List.copyOf(samples);
        }

        static Values of(Set<String> all) {
            return new Values(all.size(), all.stream().limit(SAMPLES).toList(), pattern(all));
        }

        private static String pattern(Set<String> all) {
            if (all.size() < 2) return "";
            String prefix = null;
            int length = -1;
            for (var value : all) {
                if (!value.matches("\\+?\\d+") || length >= 0 && value.length() != length) return "";
                length = value.length();
                prefix = prefix == null ? value : common(prefix, value);
            }
            if (prefix == null || prefix.replace("+", "").length() < LEAST_PREFIX) return "";
            return "/reg/^" + prefix.replace("+", "[+]") + "\\d{" + (length - prefix.length()) + "}$";
        }

        private static String common(String one, String other) {
            int same = 0;
            while (same < one.length() && same < other.length() && one.charAt(same) == other.charAt(same)) same++;
            return one.substring(0, same);
        }
    }

    /** An INVITE as far as it counts here. */
    public record Seen(InetAddress source, InviteFacts facts) {}

    public SenderAnalysis {
        fields = Map.copyOf(fields);
    }

    /**
     * One for each sender, the one of most INVITEs first.
     *
     * @param newestFirst INVITEs of all senders
     */
    public static List<SenderAnalysis> of(Collection<Seen> newestFirst) {
        var bySource = new LinkedHashMap<InetAddress, List<InviteFacts>>();
        for (var seen : newestFirst) {
            bySource.computeIfAbsent(seen.source(), _ -> new ArrayList<>()).add(seen.facts());
        }
        return bySource.entrySet().stream()
                .map(one -> of(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingInt(SenderAnalysis::count).reversed())
                .toList();
    }

    private static SenderAnalysis of(InetAddress source, List<InviteFacts> facts) {
        var fields = new EnumMap<Field, Values>(Field.class);
        for (var field : Field.values()) {
            var values = new LinkedHashSet<String>();
            for (var one : facts) values.add(field.of(one));
            fields.put(field, Values.of(values));
        }
        return new SenderAnalysis(source, facts.size(), facts.getFirst(), fields);
    }

    /** What stood in a field. */
    public Values in(Field field) {
        return Objects.requireNonNull(fields.get(field));
    }

    /** Fields with more than one value. */
    public Set<Field> varying() {
        var varying = EnumSet.noneOf(Field.class);
        fields.forEach((field, values) -> {
            if (values.distinct() > 1) varying.add(field);
        });
        return varying;
    }
}
