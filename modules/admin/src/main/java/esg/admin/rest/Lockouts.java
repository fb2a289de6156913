package esg.admin.rest;

import esg.domain.border.BorderRule;
import esg.domain.border.Lockout;
import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.Stored;
import esg.domain.form.FieldError;
import esg.domain.pattern.Network;
import java.util.List;
import java.util.function.Supplier;

/** Objects to border rules by which a gateway would shut out its own. Blocks while the repository works. */
record Lockouts(Repository<BorderRule> rules, Supplier<List<Network>> own) {
    List<FieldError> of(BorderRule rule) {
        var all = rules.list(new ListQuery(null, null, Integer.MAX_VALUE, 0)).items().stream()
                .map(Stored::value)
                .toList();
        return Lockout.by(rule, all, own.get())
                .map(
                        network -> new FieldError(
                                "address",
                                "would shut out " + network
                                        + ", which is a node of the cluster or a trusted peer; allow it by a rule of lower priority, or deny less"))
                .stream()
                .toList();
    }
}
