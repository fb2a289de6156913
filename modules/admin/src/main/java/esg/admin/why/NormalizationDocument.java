package esg.admin.why;

import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Direction;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalized;
import esg.domain.normalize.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What normalization makes of a call, rule by rule (NRM-07).
 *
 * @param tried all rules of the account's domain, in their order
 */
public record NormalizationDocument(
        Direction direction, Account account, CallNumbers received, List<NormalizationRule> tried, Normalized result) {

    public Map<String, Object> write() {
        var document = new LinkedHashMap<String, Object>();
        document.put("rules", tried.stream().map(this::trial).toList());
        document.put("rule", result.rule());
        var before = fields(received);
        var after = fields(result.numbers());
        document.put("result", after);
        document.put("headers", result.headers());
        var changed = new LinkedHashMap<String, Object>();
        after.forEach((field, value) -> {
            var was = before.getOrDefault(field, "");
            if (!was.equals(value)) changed.put(field, Map.of("before", was, "after", value));
        });
        document.put("changed", changed);
        return document;
    }

    private Map<String, Object> trial(NormalizationRule rule) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", rule.id());
        document.put("name", rule.name());
        document.put("priority", rule.priority());
        boolean applies = rule.id().equals(result.rule());
        document.put("applies", applies);
        if (!applies) {
            var miss = Normalizer.miss(rule, direction, account, received);
            document.put("why", Objects.requireNonNullElse(miss, "a rule before it applies"));
        }
        return document;
    }

    private static Map<String, Object> fields(CallNumbers numbers) {
        var document = new LinkedHashMap<String, Object>();
        document.put("fromuser", numbers.fromUser());
        document.put("fromname", numbers.fromName());
        document.put("fromdomain", numbers.fromDomain());
        document.put("touser", numbers.toUser());
        document.put("todomain", numbers.toDomain());
        document.put("ruriuser", numbers.ruriUser());
        var called = numbers.calledParty();
        if (called != null) document.put("calledparty", called);
        return document;
    }
}
