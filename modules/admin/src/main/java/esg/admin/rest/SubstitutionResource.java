package esg.admin.rest;

import esg.domain.account.Account;
import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.Stored;
import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Direction;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalized;
import esg.domain.normalize.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code POST /api/test/v1/substitution} (NRM-07): what normalization makes of a call, without a call. Blocks while the repositories
 * work.
 */
record SubstitutionResource(Repository<Account> accounts, Repository<NormalizationRule> rules) {
    static final String PATH = "/api/test/v1/substitution";
    private static final Set<String> JSON = Set.of("application/json");

    /** The question; {@code ruri} is the called number where it is left out. */
    private record Question(String d, String code, Direction direction, CallNumbers received) {
        static Checked<Question> read(Map<String, Object> document) {
            var fields = new Fields(document);
            var to = fields.text("to", "");
            var ruri = fields.textOrNull("ruri");
            var question = new Question(
                    fields.host("d", true),
                    fields.required("code"),
                    fields.required("direction").isEmpty()
                            ? Direction.IN
                            : fields.oneOf("direction", Direction.IN, "in, out", Direction::of),
                    new CallNumbers(
                            fields.text("from", ""),
                            fields.text("fromname", ""),
                            fields.text("fromdomain", ""),
                            to,
                            fields.text("todomain", ""),
                            Objects.requireNonNullElse(ruri, to),
                            null));
            fields.refuseUnknown();
            return fields.check(() -> question);
        }
    }

    HttpResponse answer(Query query) {
        if (!query.method().equals("POST")) {
            throw Problem.notAllowed(query.method(), "POST").refused();
        }
        var question = switch (Question.read(Resource.body(query, JSON))) {
            case Checked.Invalid<Question>(var errors) ->
                throw Problem.invalid(errors).refused();
            case Checked.Valid<Question>(var read) -> read;
        };
        var account = account(question);
        var tried = all(rules, question.d()).stream()
                .sorted(Normalizer.FIRST_TO_LAST)
                .toList();
        var result = Normalizer.apply(Normalizer.inOrder(tried), question.direction(), account, question.received());
        return HttpResponse.create()
                .withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document(question, account, tried, result)));
    }

    private Account account(Question question) {
        return all(accounts, question.d()).stream()
                .filter(account -> account.code().equals(question.code()))
                .findFirst()
                .orElseThrow(() -> Problem.onField(
                                422, "code", "there is no provider " + question.code() + " in " + question.d())
                        .refused());
    }

    private static <T> List<T> all(Repository<T> repository, String d) {
        return repository.list(new ListQuery(d, null, Integer.MAX_VALUE, 0)).items().stream()
                .map(Stored::value)
                .toList();
    }

    private static Map<String, Object> document(
            Question question, Account account, List<NormalizationRule> tried, Normalized result) {
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "rules",
                tried.stream()
                        .map(rule -> trial(question, account, rule, result))
                        .toList());
        document.put("rule", result.rule());
        var before = fields(question.received());
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

    private static Map<String, Object> trial(
            Question question, Account account, NormalizationRule rule, Normalized result) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", rule.id());
        document.put("name", rule.name());
        document.put("priority", rule.priority());
        boolean applies = rule.id().equals(result.rule());
        document.put("applies", applies);
        if (!applies) {
            var miss = Normalizer.miss(rule, question.direction(), account, question.received());
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
