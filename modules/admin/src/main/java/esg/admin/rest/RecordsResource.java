package esg.admin.rest;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrCsv;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore;
import esg.domain.cdr.CdrStore.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.ContentDisposition;
import org.apache.pekko.http.javadsl.model.headers.ContentDispositionTypes;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code /rest/v1/uc/records}: calls that have ended, one of them, and {@code …/export} of all that fit. */
final class RecordsResource {
    private static final String PATH = "/rest/v1/uc/records";
    private static final String EXPORT = PATH + "/export";
    private static final ContentType CSV = ContentTypes.parse("text/csv; charset=utf-8; header=present"); // RFC 4180 §3
    private static final int HIGHEST_CODE = 699;
    /** About a megabyte. */
    private static final int PAGE = 1000;

    private final CdrStore records;
    private final AdminSettings.Limits limits;
    private final InstantSource clock;
    private final Executor blocking;

    /** @param blocking where the database may be asked */
    RecordsResource(CdrStore records, AdminSettings.Limits limits, InstantSource clock, Executor blocking) {
        this.records = records;
        this.limits = limits;
        this.clock = clock;
        this.blocking = blocking;
    }

    static boolean answers(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/") && path.length() > PATH.length() + 1;
    }

    CompletionStage<HttpResponse> answer(Query query) {
        Api.requireRead(query);
        var path = query.path();
        if (path.equals(PATH)) return list(query);
        if (path.equals(EXPORT)) return export(query);
        return one(query, Api.decoded(path.substring(PATH.length() + 1)));
    }

    private CompletionStage<HttpResponse> list(Query query) {
        var filter = filter(query);
        var order = query.parameter("sort").map(RecordsResource::order).orElse(CdrOrder.NEWEST);
        int limit = query.number("limit", limits.list(), limits.listMax());
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        return ask(() -> records.list(filter, order, limit, offset)).thenApply(page -> {
            var document = new LinkedHashMap<String, Object>();
            document.put("items", page.items().stream().map(Cdr::document).toList());
            document.put("total", page.total());
            return Api.shown(document);
        });
    }

    private static CdrOrder order(String text) {
        return CdrOrder.of(text).orElseThrow(() -> oneOf("sort", CdrOrder.tokens(), text));
    }

    private static Problem.Refused oneOf(String field, List<String> known, String text) {
        return Problem.onField(400, field, field + " must be one of " + String.join(", ", known) + ", is " + text)
                .refused();
    }

    private static CdrFilter filter(Query query) {
        return new CdrFilter(
                query.narrowed().or(() -> query.parameter("d")),
                query.parameter("account"),
                query.parameter("code").map(_ -> query.number("code", 0, HIGHEST_CODE)),
                query.parameter("number"),
                query.parameter("q"),
                query.instant("from"),
                query.instant("to"));
    }

    /** Whose it is not does not learn that it is there. */
    private CompletionStage<HttpResponse> one(Query query, String id) {
        return ask(() -> records.find(id)).thenApply(found -> {
            var cdr = found.filter(one -> query.acting().by().sees(one.account().d()));
            return Api.shown(cdr.orElseThrow(
                            () -> Problem.of(404, "There is no record " + id).refused())
                    .document());
        });
    }

    /** The oldest first, a page in memory at a time. The first is read before anything is said, so that a database that is away is a 503. */
    private CompletionStage<HttpResponse> export(Query query) {
        var format = query.parameter("format").orElse("csv");
        if (!List.of("csv", "json").contains(format)) throw oneOf("format", List.of("csv", "json"), format);
        var filter = until(filter(query), clock.instant());
        return next(Optional.empty(), filter).thenApply(first -> {
            var rest = first.isEmpty()
                    ? Source.<List<Cdr>>empty()
                    : Source.unfoldAsync(
                            Place.behind(first.getLast()),
                            place -> next(Optional.of(place), filter).thenApply(RecordsResource::step));
            var pages = Source.single(first).concat(rest).filter(page -> !page.isEmpty());
            return format.equals("csv") ? csv(pages) : json(pages);
        });
    }

    /** Else an export that takes long would run behind what is written meanwhile. */
    private static CdrFilter until(CdrFilter filter, Instant now) {
        var to = filter.to().filter(now::isAfter).orElse(now);
        return new CdrFilter(
                filter.d(),
                filter.account(),
                filter.code(),
                filter.number(),
                filter.q(),
                filter.from(),
                Optional.of(to));
    }

    private static Optional<Pair<Place, List<Cdr>>> step(List<Cdr> page) {
        return page.isEmpty() ? Optional.empty() : Optional.of(Pair.create(Place.behind(page.getLast()), page));
    }

    private CompletionStage<List<Cdr>> next(Optional<Place> place, CdrFilter filter) {
        return ask(() -> records.after(place, filter, PAGE));
    }

    private static HttpResponse csv(Source<List<Cdr>, NotUsed> pages) {
        var lines = pages.map(page -> text(page, "", CdrCsv::line));
        return file(
                "csv",
                CSV,
                Source.single(ByteString.fromString(CdrCsv.header())).concat(lines));
    }

    private static HttpResponse json(Source<List<Cdr>, NotUsed> pages) {
        var documents = pages.map(page -> text(
                page,
                ",\n",
                cdr -> ByteString.fromArray(Json.bytes(cdr.document())).utf8String()));
        var array = documents.intersperse(
                ByteString.fromString("["), ByteString.fromString(",\n"), ByteString.fromString("]\n"));
        return file("json", ContentTypes.APPLICATION_JSON, array);
    }

    private static ByteString text(List<Cdr> page, String between, Function<Cdr, String> written) {
        return ByteString.fromString(page.stream().map(written).collect(Collectors.joining(between)));
    }

    private static HttpResponse file(String extension, ContentType type, Source<ByteString, NotUsed> body) {
        var name = Map.of("filename", "records." + extension);
        return HttpResponse.create()
                .addHeader(ContentDisposition.create(ContentDispositionTypes.ATTACHMENT, name))
                .withEntity(HttpEntities.create(type, body));
    }

    private <T> CompletionStage<T> ask(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, blocking);
    }
}
