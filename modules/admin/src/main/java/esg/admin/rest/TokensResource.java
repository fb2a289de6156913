package esg.admin.rest;

import esg.admin.access.TokenText;
import esg.domain.access.Token;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code /rest/v1/master/tokens}: documents as all others, but that making one tells the token, this once. Blocks. */
record TokensResource(Resource<Token> documents, InstantSource clock) {
    static final String PATH = "/rest/v1/master/tokens";

    HttpResponse answer(Query query) {
        if (query.id().isPresent() || !query.method().equals("POST")) return documents.answer(query);
        var token = TokenText.make();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return documents
                .create(query, sent -> sent.made(TokenText.hash(token), now), Map.of("token", token))
                .addHeader(RawHeader.create("Cache-Control", "no-store"));
    }
}
