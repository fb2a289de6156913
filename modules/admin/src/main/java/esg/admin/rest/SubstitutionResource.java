package esg.admin.rest;

import esg.admin.why.NormalizationDocument;
import esg.domain.account.Account;
import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.Stored;
import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.CallerIdentity;
import esg.domain.normalize.CallerIdentity.Wish;
import esg.domain.normalize.Direction;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalizer;
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
        query.narrowed().ifPresent(_ -> Guarded.requireOwn(query.acting().by(), question.d()));
        var account = account(question);
        var tried = all(rules, question.d()).stream()
                .sorted(Normalizer.FIRST_TO_LAST)
                .toList();
        var normalized =
                Normalizer.apply(Normalizer.inOrder(tried), question.direction(), account, question.received());
        var result = question.direction() == Direction.OUT
                ? CallerIdentity.apply(account, normalized, Wish.NONE)
                : normalized;
        var document = new NormalizationDocument(question.direction(), account, question.received(), tried, result);
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document.write()));
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
}
