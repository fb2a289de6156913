package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.events.Event;
import esg.admin.events.Events;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code GET /api/events}: server-sent events, as browsers read them with EventSource. */
final class EventsResource {
    static final String PATH = "/api/events";

    private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
    /** Less than any proxy waits, and than {@code pekko.http.server.idle-timeout}. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final ByteString STILL_THERE = ByteString.fromString(": \n\n");
    /** Milliseconds after which a browser asks again. */
    private static final ByteString BEGIN = ByteString.fromString("retry: 2000\n\n");

    /** Who is banned is the platform's business. */
    private static final String BAN = "ban";

    private final Events events;
    private final Predicate<Acting> stillIn;

    /** @param stillIn asked each time something is told: a token may end while its stream is open */
    EventsResource(Events events, Predicate<Acting> stillIn) {
        this.events = events;
        this.stillIn = stillIn;
    }

    CompletionStage<HttpResponse> answer(Query query) {
        Api.requireRead(query);
        var d = query.parameter("d");
        var told = events.open()
                .filter(event -> event.d().isEmpty() || d.map(event.d()::equals).orElse(true))
                .filter(event -> query.narrowed().isEmpty() || !event.type().equals(BAN))
                .map(EventsResource::text);
        var body = Source.single(BEGIN)
                .concat(told)
                .keepAlive(QUIET, () -> STILL_THERE)
                .takeWhile(_ -> stillIn.test(query.acting()));
        return CompletableFuture.completedFuture(HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Accel-Buffering", "no")) // nginx would keep them back
                .withEntity(HttpEntities.create(EVENTS, body)));
    }

    private static ByteString text(Event event) {
        var data = new TreeMap<>(event.data()); // one order, whoever reads it
        return ByteString.fromString("event: " + event.type() + "\ndata: ")
                .concat(ByteString.fromArray(Json.bytes(data)))
                .concat(ByteString.fromString("\n\n"));
    }
}
