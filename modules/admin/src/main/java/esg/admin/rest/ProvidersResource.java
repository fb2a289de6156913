package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.ProviderOrder;
import esg.admin.monitor.ProviderSearch;
import esg.admin.monitor.ProviderTable;
import esg.admin.monitor.Providers;
import esg.admin.monitor.Providers.Asked;
import esg.domain.access.Deed;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** {@code /api/monitor/v1/providers}: all accounts as they are now (MON-01), one of them, and {@code …/register}. */
final class ProvidersResource {
    private static final String PATH = "/api/monitor/v1/providers";
    private static final String REGISTER = "register";
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final Providers providers;
    private final Gathered table;
    private final AuditTrail trail;

    ProvidersResource(Providers providers, Monitor monitor, InstantSource clock, AuditTrail trail) {
        this.providers = providers;
        this.trail = trail;
        this.table = new Gathered(
                () -> monitor.nodes(Monitor.Wanted.REGISTRATIONS)
                        .thenApply(nodes -> ProviderTable.of(providers.configured(), nodes)),
                clock);
    }

    static boolean answers(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    CompletionStage<HttpResponse> answer(Query query) {
        var segments = Arrays.stream(query.path().substring(PATH.length()).split("/"))
                .skip(1)
                .map(Api::decoded)
                .toList();
        if (segments.isEmpty()) return list(query);
        if (segments.size() == 2) return one(query, id(segments));
        if (segments.size() == 3 && segments.getLast().equals(REGISTER)) return register(query, id(segments));
        throw Problem.of(404, "There is nothing at " + query.path()).refused();
    }

    private static AccountId id(List<String> segments) {
        return new AccountId(segments.getFirst(), segments.get(1));
    }

    private CompletionStage<HttpResponse> list(Query query) {
        Api.requireRead(query);
        var search = new ProviderSearch(
                query.parameter("d"),
                query.parameter("q"),
                query.parameter("state").map(ProvidersResource::state));
        var order = query.parameter("sort").map(ProvidersResource::order).orElse(ProviderOrder.TROUBLE);
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        int limit = query.number("limit", PAGE, LARGEST_PAGE);
        return table.get().thenApply(found -> Api.shown(found.page(search, order, offset, limit)));
    }

    private static String state(String text) {
        if (ProviderSearch.STATES.contains(text)) return text;
        throw oneOf("state", ProviderSearch.STATES, text);
    }

    private static ProviderOrder order(String text) {
        return ProviderOrder.of(text).orElseThrow(() -> oneOf("sort", ProviderOrder.fields(), text));
    }

    private static Problem.Refused oneOf(String field, Iterable<String> known, String text) {
        return Problem.onField(400, field, field + " must be one of " + String.join(", ", known) + ", is " + text)
                .refused();
    }

    private CompletionStage<HttpResponse> one(Query query, AccountId id) {
        Api.requireRead(query);
        return table.get().thenApply(found -> Api.shown(found.one(id).orElseThrow(() -> unknown(id))));
    }

    private CompletionStage<HttpResponse> register(Query query, AccountId id) {
        if (!query.method().equals("POST"))
            throw Problem.notAllowed(query.method(), "POST").refused();
        requireRegisters(id);
        var what = new Acting.What(Deed.REGISTER, "provider", id.d(), id.code());
        return trail.recorded(query.acting(), what, providers.register(id)).thenApply(asked -> accepted(id, asked));
    }

    private void requireRegisters(AccountId id) {
        Account account = providers.configured().get(id);
        if (account == null) throw unknown(id);
        if (!account.enabled()) throw conflict(id + " is disabled");
        if (!account.reg()) throw conflict(id + " is point-to-point: it has no registration");
    }

    private HttpResponse accepted(AccountId id, Asked asked) {
        return switch (asked) {
            case REGISTERS -> {
                table.forget();
                yield HttpResponse.create().withStatus(StatusCodes.ACCEPTED);
            }
            case NOTHING_TO_REGISTER -> throw conflict(id + " is disabled or has no registration");
            case UNSERVED -> throw conflict("Nobody serves " + id + ": none of the instances that may is there");
        };
    }

    private static Problem.Refused conflict(String why) {
        return Problem.of(409, why).refused();
    }

    private static Problem.Refused unknown(AccountId id) {
        return Problem.of(404, "There is no account " + id).refused();
    }
}
