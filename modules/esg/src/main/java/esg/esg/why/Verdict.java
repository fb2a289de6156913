package esg.esg.why;

import esg.admin.why.Explanation.Hit;
import esg.admin.why.Explanation.Stage;
import esg.admin.why.Why.Standing;
import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.Match;
import esg.domain.match.SourceCheck;
import esg.domain.match.Step;
import esg.domain.match.StepTrace;
import esg.esg.why.Explainer.Found;
import esg.esg.why.Explainer.Parts;
import esg.trunk.account.ServedAccount;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search as it goes for an INVITE that comes in here: among the accounts of this node first, and on the nodes that serve the others
 * only after a miss.
 */
final class Verdict {
    private final Parts parts;
    private final InetAddress source;
    private final Map<AccountId, Candidate> accounts;
    private final List<StepTrace<Candidate>> steps;

    private Verdict(Parts parts, Standing standing, List<StepTrace<Candidate>> steps, InetAddress source) {
        this.parts = parts;
        this.steps = steps;
        this.source = source;
        this.accounts = standing.accounts().stream()
                .collect(Collectors.toMap(one -> one.account().key(), Function.identity()));
    }

    /**
     * What the search comes to.
     *
     * @param steps of all accounts, by which those of other nodes are told
     */
    static Found of(
            Parts parts, Standing standing, List<StepTrace<Candidate>> steps, InviteFacts facts, InetAddress source) {
        return new Verdict(parts, standing, steps, source).search(facts);
    }

    private Found search(InviteFacts facts) {
        Hit refused = null;
        switch (parts.served().match(facts, source)) {
            case Match.Found<ServedAccount>(var found, var step) -> {
                var here = accounts.get(found.account().key());
                if (here != null) return Found.goesOn(hit(here, step, true));
            }
            case Match.SourceNotAllowed<ServedAccount>(var found, var step) -> {
                var here = accounts.get(found.account().key());
                if (here != null) refused = hit(here, step, false);
            }
            case Match.None<ServedAccount>() -> {}
        }
        return parts.strict() ? ended(refused) : elsewhere(facts, refused);
    }

    /** Those that other nodes serve, in the order their owners are asked. */
    private Found elsewhere(InviteFacts facts, @Nullable Hit refusedHere) {
        var refused = refusedHere;
        for (var id : parts.configured().candidates(facts, source)) {
            var one = accounts.get(id);
            if (one == null || Explainer.isHere(parts, one)) continue;
            var hit = hit(one, step(one), SourceCheck.allows(one, source));
            if (one.node().isEmpty()) return Found.refused(hit, Stage.ACCOUNT, Rejection.NOT_SERVED);
            if (hit.allowed()) return Found.goesOn(hit);
            if (refused == null) refused = hit;
        }
        return ended(refused);
    }

    private static Found ended(@Nullable Hit refused) {
        return refused == null
                ? Found.none(Rejection.UNKNOWN_ACCOUNT)
                : Found.refused(refused, Stage.SOURCE, Rejection.SOURCE_NOT_ALLOWED);
    }

    private Hit hit(Candidate one, Step step, boolean allowed) {
        return new Hit(one, step, allowed, SourceCheck.compared(one, source));
    }

    /** The first by which the account fits. */
    private Step step(Candidate one) {
        Optional<Step> found = steps.stream()
                .filter(step ->
                        step.trials().stream().anyMatch(trial -> trial.served().equals(one) && trial.isHit()))
                .map(StepTrace::step)
                .findFirst();
        return found.orElse(one.account().reg() ? Step.REG_TO : Step.P2P_CONTACT);
    }
}
