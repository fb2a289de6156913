package esg.admin.why;

import esg.domain.account.Account;
import esg.domain.border.BorderRule;
import esg.domain.explain.Suggestion;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.SourceCheck;
import esg.domain.match.Step;
import esg.domain.match.StepTrace;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalized;
import esg.domain.route.Route;
import esg.domain.route.RouteQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an INVITE, station by station in the order a packet travels (BRD-09). Stations behind the one that refuses are told as
 * far as they can be.
 *
 * @param node it came in at
 * @param border what the filter says
 * @param alg what the SIP-ALG made of the packet; empty for a node without pairs
 * @param fields the six that name the account
 * @param steps of the search, over the accounts of all nodes
 * @param hit the account that was found
 * @param onward what happens to a call of that account; empty when there is none
 * @param suggestions settings that would find one, the best first
 */
public record Explanation(
        String node,
        Packet packet,
        Outcome outcome,
        Barrier border,
        Optional<Swapped> alg,
        InviteFacts fields,
        List<StepTrace<Candidate>> steps,
        Optional<Hit> hit,
        Optional<Onward> onward,
        List<Suggestion> suggestions) {
    public Explanation {
        steps = List.copyOf(steps);
        suggestions = List.copyOf(suggestions);
    }

    /** The same, told further. */
    public Explanation goingOn(Outcome ended, Onward further) {
        return new Explanation(node, packet, ended, border, alg, fields, steps, hit, Optional.of(further), suggestions);
    }

    /** What those may see of it who have one domain alone: of others' accounts not even that they are there. */
    public Explanation narrowedTo(String d) {
        var own = steps.stream()
                .map(step -> new StepTrace<>(
                        step.step(),
                        step.user(),
                        step.host(),
                        step.trials().stream()
                                .filter(trial -> trial.served().account().d().equals(d))
                                .toList()))
                .toList();
        boolean others = hit.isPresent() && !hit.get().account().account().d().equals(d);
        return new Explanation(
                node,
                packet,
                others ? new Outcome(Stage.ACCOUNT, 0, "no account of " + d + " takes it") : outcome,
                border.withoutRule(),
                alg,
                fields,
                own,
                others ? Optional.empty() : hit,
                others ? Optional.empty() : onward.map(further -> further.narrowedTo(d)),
                suggestions.stream()
                        .filter(one -> one.account().account().d().equals(d))
                        .filter(one ->
                                one.changesAccount() && one.conflicts().isEmpty()) // with whom is not theirs to know
                        .toList());
    }

    /** Where a call ends. */
    public enum Stage {
        BORDER,
        EDGE,
        DIALOG,
        ACCOUNT,
        SOURCE,
        TRUNKS,
        ROUTE,
        TARGET,
        /** Nowhere: its second leg would leave. */
        LEAVES;

        public String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the sender would hear.
     *
     * @param status final answer of ours; 0 when there is none, for the call goes on or the packet is dropped
     * @param text the Reason header's, or what happens
     */
    public record Outcome(Stage stage, int status, String text) {
        public boolean passes() {
            return stage == Stage.LEAVES;
        }
    }

    /**
     * The filter's word.
     *
     * @param rule that decides; null when none fits, which allows, and when it is not told
     * @param told whether the rule may be seen
     */
    public record Barrier(@Nullable BorderRule rule, boolean denied, boolean told) {
        public Barrier(@Nullable BorderRule rule, boolean denied) {
            this(rule, denied, true);
        }

        /** For those who do not see the platform's rules. */
        Barrier withoutRule() {
            return new Barrier(null, denied, false);
        }
    }

    /**
     * White read as gray (ALG-03).
     *
     * @param pairs all of the node
     * @param packet as everything behind the border's addresses reads it
     */
    public record Swapped(List<Pair> pairs, String packet) {
        public Swapped {
            pairs = List.copyOf(pairs);
        }

        /**
         * One pair, hit or not.
         *
         * @param places where the white one stood on the wire
         */
        public record Pair(String gray, String white, int places) {}
    }

    /**
     * The account that was found.
     *
     * @param compared what its sender was compared with
     */
    public record Hit(Candidate account, Step step, boolean allowed, List<SourceCheck.Compared> compared) {}

    /**
     * Behind the search.
     *
     * @param received numbers of the INVITE
     * @param rules of normalization, all of the domain
     * @param query what routes are asked
     * @param routes all of the domain, in the order they are tried
     * @param leaving INVITEs that would leave, in the order they would be tried
     */
    public record Onward(
            Account account,
            Trunks trunks,
            CallNumbers received,
            List<NormalizationRule> rules,
            Normalized normalized,
            RouteQuery query,
            List<Route> routes,
            List<Leaving> leaving) {
        /** A call that leaves by another domain's account would show that account. */
        private Onward narrowedTo(String d) {
            boolean elsewhere =
                    routes.stream().anyMatch(route -> !route.targetDomain().equals(d));
            return elsewhere
                    ? new Onward(account, trunks, received, rules, normalized, query, routes, List.of())
                    : this;
        }
    }

    /**
     * How many calls it has, and may have.
     *
     * @param used live calls of the account, as this node knows them
     * @param inlimit of those that came in, {@code incoming}
     */
    public record Trunks(
            @Nullable Integer limit,
            int used,
            @Nullable Integer inlimit,
            int incoming,
            @Nullable Integer cpslimit) {}

    /**
     * A second leg.
     *
     * @param target Request-URI
     * @param hop where it would be sent, {@code udp 192.0.2.10:5060}; "" when nowhere
     * @param packet the INVITE as it goes to the wire; "" with a problem
     * @param swapped in how many places of it the SIP-ALG wrote white for gray
     * @param fresh what of it is made for each call
     */
    public record Leaving(String target, String hop, String packet, int swapped, List<String> fresh, String problem) {}
}
