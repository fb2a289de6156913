package esg.trunk.call;

import esg.domain.normalize.NormalizationRule;
import java.util.List;

/** Where calls find the normalization rules of a domain, as they stand now and in the order they apply. */
@FunctionalInterface
public interface NumberPlans {
    /** For a node without rules. */
    NumberPlans NONE = d -> List.of();

    List<NormalizationRule> rulesOf(String d);
}
