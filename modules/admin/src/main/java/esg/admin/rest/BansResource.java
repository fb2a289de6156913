package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.bans.BanDocuments;
import esg.admin.bans.Bans;
import esg.domain.access.Deed;
import esg.domain.ban.PinnedBan;
import esg.domain.ban.PinnedBanForm;
import esg.domain.ban.Sources;
import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.Stored;
import esg.domain.form.Checked;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * {@code /rest/v1/master/bans}: who is banned or close to it; pins bans, which are kept and reach every node as all configuration does, and
 * lifts them (SEC-01).
 *
 * @param blocking where the repository is asked
 */
record BansResource(
        Repository<PinnedBan> pins,
        Bans bans,
        InstantSource clock,
        AdminSettings.Limits limits,
        Executor blocking,
        AuditTrail trail) {
    static final String PATH = "/rest/v1/master/bans";
    private static final Set<String> JSON = Set.of("application/json");

    CompletionStage<HttpResponse> answer(Query query) {
        return switch (query.method()) {
            case "GET", "HEAD" -> list(query);
            case "POST" -> pin(query);
            default ->
                throw Problem.notAllowed(query.method(), "GET, HEAD, POST").refused();
        };
    }

    /** @param address of the source, or one in its prefix */
    CompletionStage<HttpResponse> answer(Query query, String address) {
        var key = Sources.read(address);
        if (key == null) throw Problem.of(404, address + " is not an address").refused();
        var source = Sources.text(key);
        return switch (query.method()) {
            case "GET", "HEAD" ->
                bans.list()
                        .thenApply(nodes -> json(BanDocuments.one(nodes, source)
                                .orElseThrow(() -> nothing(source).refused())));
            case "DELETE" -> lift(query, source);
            default ->
                throw Problem.notAllowed(query.method(), "GET, HEAD, DELETE").refused();
        };
    }

    private CompletionStage<HttpResponse> list(Query query) {
        int limit = query.number("limit", limits.list(), limits.listMax());
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        return bans.list().thenApply(nodes -> json(BanDocuments.list(nodes, limit, offset)));
    }

    private CompletionStage<HttpResponse> pin(Query query) {
        return CompletableFuture.supplyAsync(() -> pinned(query), blocking)
                .thenCompose(ban -> trail.record(
                                query.acting(), what(Deed.BAN, ban.id()), Map.of(), PinnedBanForm.write(ban))
                        .thenApply(_ -> json(BanDocuments.pinned(ban))
                                .withStatus(StatusCodes.CREATED)
                                .addHeader(RawHeader.create(
                                        "Location",
                                        query.path() + "/" + URLEncoder.encode(ban.id(), StandardCharsets.UTF_8)))));
    }

    private static Acting.What what(Deed deed, String source) {
        return new Acting.What(deed, "ban", "", source);
    }

    private PinnedBan pinned(Query query) {
        var now = clock.instant();
        var ban = switch (PinnedBanForm.asked(Resource.body(query, JSON), now)) {
            case Checked.Invalid<PinnedBan>(var errors) ->
                throw Problem.invalid(errors).refused();
            case Checked.Valid<PinnedBan>(var asked) -> asked;
        };
        if (bans.isExempt(ban.source())) {
            throw Problem.onField(
                            422,
                            "address",
                            "is exempt: a node of the cluster, a trusted peer, or named in esg.bans.exempt")
                    .refused();
        }
        forgetOver();
        if (pins.find(ban.id()).isPresent()) pins.update(ban.id(), ban, null);
        else pins.insert(ban);
        return ban;
    }

    /** Those whose time is over hold nobody off, so nothing but this takes them out of the store. */
    private void forgetOver() {
        var all = pins.list(new ListQuery(null, null, Integer.MAX_VALUE, 0)).items();
        for (Stored<PinnedBan> kept : all) {
            if (kept.value().isOver(clock.instant())) unpinned(kept.value().id());
        }
    }

    private CompletionStage<HttpResponse> lift(Query query, String source) {
        return CompletableFuture.supplyAsync(() -> unpinned(source), blocking)
                .thenCompose(unpinned -> bans.lift(source).thenApply(lifted -> unpinned || lifted))
                .thenCompose(done -> {
                    if (!done) throw nothing(source).refused();
                    return trail.record(query.acting(), what(Deed.LIFT, source));
                })
                .thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
    }

    /** Whether it was pinned, and is no more. */
    private boolean unpinned(String source) {
        try {
            pins.delete(source, null);
            return true;
        } catch (NotFound _) {
            return false;
        }
    }

    private static Problem nothing(String source) {
        return Problem.of(404, "No node holds anything against " + source);
    }

    private static HttpResponse json(Map<String, Object> document) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }
}
