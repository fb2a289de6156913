package esg.domain.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The compiled filter decides as one that tries every rule in turn. */
class BorderFilterProperties {
    @Property
    void decidesAsRulesTriedInTurn(
            @ForAll("rules") List<BorderRule> rules,
            @ForAll("addresses") String address,
            @ForAll("methods") String method) {
        var facts = BorderRules.facts(address, method);
        assertThat(BorderFilter.of(rules).decide(facts).rule()).isEqualTo(naive(rules, facts));
    }

    /** So that what it drops unseen would have been dropped after a look as well (BRD-05). */
    @Property
    void isNeverCertainAndWrong(
            @ForAll("rules") List<BorderRule> rules,
            @ForAll("addresses") String address,
            @ForAll("methods") String method) {
        var decision = BorderFilter.of(rules).decide(BorderRules.address(address));
        if (!decision.certain()) return;
        var right = naive(rules, BorderRules.facts(address, method));
        if (decision.isDropped()) assertThat(right).matches(rule -> rule != null && rule.isDrop());
        else assertThat(decision.rule()).isEqualTo(right);
    }

    private static @Nullable BorderRule naive(List<BorderRule> rules, BorderFacts facts) {
        return rules.stream()
                .filter(BorderRule::enabled)
                .sorted(Comparator.comparingInt(BorderRule::priority).thenComparing(BorderRule::id))
                .filter(rule -> rule.match().fits(facts))
                .findFirst()
                .orElse(null);
    }

    @Provide
    Arbitrary<List<BorderRule>> rules() {
        var address = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, addresses()),
                net.jqwik.api.Tuple.of(4, networks()),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("*", "10.0.?.1", "10.*", "/reg/[.]1$", "2001:db8:*")));
        var fields = Arbitraries.of("", "", "", " method=INVITE", " method=BYE", " port=5061", " useragent=friendly*");
        var rule = Combinators.combine(
                        Arbitraries.of("allow", "deny"),
                        address,
                        fields,
                        Arbitraries.integers().between(0, 5))
                .as((action, where, more, priority) ->
                        BorderRules.of(action + " " + where + more + " priority=" + priority));
        return rule.list().ofMaxSize(12).uniqueElements(BorderRule::id);
    }

    /** Few enough that networks nest, touch and repeat. */
    @Provide
    Arbitrary<String> addresses() {
        var four = Combinators.combine(part(3), part(3)).as((third, last) -> "10.0." + third + "." + last);
        var edges = Arbitraries.of("0.0.0.0", "255.255.255.255", "9.255.255.255", "11.0.0.0", "::", "2001:db8::1");
        var six = Combinators.combine(part(3), part(3)).as((third, last) -> "2001:db8:" + third + "::" + last);
        return Arbitraries.oneOf(four, edges, six);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("INVITE", "BYE", "OPTIONS");
    }

    private Arbitrary<String> networks() {
        var four = Combinators.combine(
                        addresses().filter(a -> a.indexOf(':') < 0),
                        Arbitraries.integers().between(0, 32))
                .as((address, bits) -> address + "/" + bits);
        var six = Combinators.combine(
                        addresses().filter(a -> a.indexOf(':') >= 0),
                        Arbitraries.integers().between(0, 128))
                .as((address, bits) -> address + "/" + bits);
        return Arbitraries.oneOf(four, six);
    }

    private static Arbitrary<Integer> part(int most) {
        return Arbitraries.integers().between(0, most);
    }
}
