package esg.domain.border;

import esg.domain.pattern.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All enabled rules, compiled (design §5). Rules that hold only an address are found by a search in sorted ranges;
 * masks and {@code /reg/} among them are tried one by one, and only those that come before what the ranges have found.
 * Immutable, safe to share; decisions are made without creating objects.
 */
public final class BorderFilter {
    private static final Comparator<BorderRule> FIRST_TO_LAST =
            Comparator.comparingInt(BorderRule::priority).thenComparing(BorderRule::id);

    /** No rule: everything may pass (BRD-04). */
    public static final BorderFilter OPEN = of(List.of());

    /**
     * What becomes of a packet.
     *
     * @param rule that decides; null when none fits
     * @param certain false when a rule that comes before may fit what the request says: it has to be parsed
     */
    public record Decision(@Nullable BorderRule rule, boolean certain) {
        public boolean isDenied() {
            return rule != null && rule.action() == BorderRule.Action.DENY;
        }

        /** Whether the packet can be forgotten without a look into it. */
        public boolean isDropped() {
            return certain && rule != null && rule.isDrop();
        }
    }

    private final BorderRule[] rules;
    private final Decision[] certain;
    private final Decision[] uncertain;
    private final AddressRanges v4;
    private final AddressRanges v6;
    private final int[] texts;
    private final int[] parsed;

    private BorderFilter(List<BorderRule> ordered) {
        rules = ordered.toArray(BorderRule[]::new);
        certain = decisions(true);
        uncertain = decisions(false);
        var four = new ArrayList<AddressRanges.Entry>();
        var six = new ArrayList<AddressRanges.Entry>();
        var others = new ArrayList<Integer>();
        var looking = new ArrayList<Integer>();
        for (int rank = 0; rank < rules.length; rank++) {
            var address = rules[rank].match().address();
            var network = address.network();
            if (!rules[rank].match().isAddressOnly()) looking.add(rank);
            else if (rules[rank].match().isEverything()) everything(four, six, rank);
            else if (network == null) others.add(rank);
            else add(network, network.prefix().getAddress().length == 4 ? four : six, rank);
        }
        v4 = AddressRanges.of(four);
        v6 = AddressRanges.of(six);
        texts = others.stream().mapToInt(Integer::intValue).toArray();
        parsed = looking.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Of these rules those that are enabled. */
    public static BorderFilter of(Collection<BorderRule> rules) {
        return new BorderFilter(
                rules.stream().filter(BorderRule::enabled).sorted(FIRST_TO_LAST).toList());
    }

    private static void everything(List<AddressRanges.Entry> four, List<AddressRanges.Entry> six, int rank) {
        four.add(new AddressRanges.Entry(0, 0, 0, rank));
        six.add(new AddressRanges.Entry(0, 0, 0, rank));
    }

    private static void add(Network network, List<AddressRanges.Entry> entries, int rank) {
        entries.add(AddressRanges.Entry.of(network.prefix(), network.bits(), rank));
    }

    /** One for each rule, and one for none. */
    private Decision[] decisions(boolean sure) {
        var all = new Decision[rules.length + 1];
        for (int rank = 0; rank < rules.length; rank++) all[rank] = new Decision(rules[rank], sure);
        all[rules.length] = new Decision(null, sure);
        return all;
    }

    /** Those that are enabled, in the order they apply. */
    public List<BorderRule> rules() {
        return List.of(rules);
    }

    /**
     * By the sender's address alone, as for responses and for what has not been parsed yet. A rule that comes before and would drop as well
     * makes no difference: where the address drops, the rule for the address has done it.
     */
    public Decision decide(InetAddress source) {
        int rank = byAddress(source);
        boolean drops = rank < rules.length && rules[rank].isDrop();
        for (int before : parsed) {
            if (before > rank) break;
            if (drops && rules[before].isDrop()) continue;
            if (rules[before].match().address().matches(source)) return uncertain[Math.min(rank, rules.length)];
        }
        return certain[Math.min(rank, rules.length)];
    }

    /** For a request of a call that was let in before: what a rule says of anything but the address denies it nothing. */
    public Decision decideForCall(InetAddress source) {
        int rank = byAddress(source);
        for (int before : parsed) {
            if (before > rank) break;
            boolean allows = rules[before].action() == BorderRule.Action.ALLOW;
            if (allows && rules[before].match().address().matches(source)) return certain[before];
        }
        return certain[Math.min(rank, rules.length)];
    }

    /** For a request, by all rules. */
    public Decision decide(BorderFacts facts) {
        int rank = byAddress(facts.source().getAddress());
        for (int before : parsed) {
            if (before > rank) break;
            if (rules[before].match().fits(facts)) return certain[before];
        }
        return certain[Math.min(rank, rules.length)];
    }

    private int byAddress(InetAddress source) {
        var bytes = AddressRanges.bytes(source);
        int rank = (bytes.length == 4 ? v4 : v6).rank(bytes);
        for (int text : texts) {
            if (text > rank) break;
            if (rules[text].match().address().matches(source)) return text;
        }
        return rank;
    }
}
