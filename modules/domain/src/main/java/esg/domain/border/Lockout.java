package esg.domain.border;

import esg.domain.pattern.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds out whether a rule would shut out the gateway's own: nodes of its cluster, trusted peers inside. A rule that denies everything is
 * how a white list ends (BRD-03) and is not meant; nor is one that asks for more than an address.
 */
public final class Lockout {
    private Lockout() {}

    /**
     * What of the gateway's own the rule would deny; empty when nothing, for other rules that come before may allow it. Of own networks that
     * a mask or {@code /reg/} may hit in part, the first address is tried.
     *
     * @param others all rules there are; one with the id of {@code rule} is replaced by it
     */
    public static Optional<Network> by(BorderRule rule, Collection<BorderRule> others, Collection<Network> own) {
        if (!rule.enabled()
                || rule.action() != BorderRule.Action.DENY
                || !rule.match().isAddressOnly()) {
            return Optional.empty();
        }
        var denied = rule.match().address().network();
        if (rule.match().isEverything() || denied != null && denied.bits() == 0) return Optional.empty();
        var rules = new ArrayList<BorderRule>();
        for (var other : others) if (!other.id().equals(rule.id())) rules.add(other);
        rules.add(rule);
        var filter = BorderFilter.of(rules);
        return own.stream().filter(network -> shutsOut(filter, rule, network)).findFirst();
    }

    private static boolean shutsOut(BorderFilter filter, BorderRule rule, Network own) {
        var denied = rule.match().address().network();
        var address = denied != null && own.contains(denied.prefix()) ? denied.prefix() : own.prefix();
        var decided = filter.decide(address).rule();
        return decided != null && decided.id().equals(rule.id());
    }
}
