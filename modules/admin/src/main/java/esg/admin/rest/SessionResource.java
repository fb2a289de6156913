package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.Attempts;
import esg.admin.access.AuditTrail;
import esg.admin.access.Principal;
import esg.admin.access.Sessions.Session;
import esg.domain.access.Deed;
import esg.domain.form.Checked;
import esg.domain.form.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;

/** {@code /api/session}: a browser shows its token once and has a cookie from then on, which its scripts cannot read. */
final class SessionResource {
    static final String PATH = "/api/session";

    private static final Set<String> JSON = Set.of("application/json");

    private final Gate gate;
    private final AuditTrail trail;
    private final Attempts attempts = new Attempts();

    SessionResource(Gate gate, AuditTrail trail) {
        this.gate = gate;
        this.trail = trail;
    }

    CompletionStage<HttpResponse> answer(Caller caller, Query query) {
        return switch (query.method()) {
            case "GET", "HEAD" -> CompletableFuture.completedFuture(shown(caller));
            case "POST" -> signIn(caller, query);
            case "DELETE" -> signOut(caller);
            default ->
                throw Problem.notAllowed(query.method(), "GET, HEAD, POST, DELETE")
                        .refused();
        };
    }

    private HttpResponse shown(Caller caller) {
        var session = gate.session(caller).orElse(null);
        return document(gate.principal(caller, "GET"), session);
    }

    private CompletionStage<HttpResponse> signIn(Caller caller, Query query) {
        var wait = attempts.wait(caller.address(), gate.now());
        if (!wait.isZero()) {
            throw Problem.of(429, "Too many wrong tokens from " + caller.text() + "; wait")
                    .with("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())))
                    .refused();
        }
        var by = gate.tokens().of(token(query), gate.now()).orElse(null);
        if (by == null) {
            attempts.failed(caller.address(), gate.now());
            return trail.record(gate.acting(Principal.ANYBODY, caller), session(Deed.SIGNINFAILED, ""))
                    .thenApply(_ -> Problem.onField(401, "token", "is wrong, or opens no more")
                            .with("WWW-Authenticate", "Bearer realm=\"esg\"")
                            .response());
        }
        var session = gate.sessions().open(by, gate.now());
        var lasts = Duration.between(gate.now(), session.principal().expires().orElseThrow());
        return trail.record(gate.acting(by, caller), session(Deed.SIGNIN, by.d()))
                .thenApply(
                        _ -> document(session.principal(), session).addHeader(cookie(caller, session.value(), lasts)));
    }

    private static String token(Query query) {
        var fields = new Fields(MergePatch.apply(Map.of(), Resource.body(query, JSON)));
        var token = fields.required("token");
        fields.refuseUnknown();
        return switch (fields.check(() -> token)) {
            case Checked.Invalid<String>(var errors) ->
                throw Problem.invalid(errors).refused();
            case Checked.Valid<String>(var value) -> value;
        };
    }

    /** A cookie that opens nothing any more is cleared as well. */
    private CompletionStage<HttpResponse> signOut(Caller caller) {
        var gone =
                HttpResponse.create().withStatus(StatusCodes.NO_CONTENT).addHeader(cookie(caller, "", Duration.ZERO));
        if (gate.session(caller).isEmpty()) return CompletableFuture.completedFuture(gone);
        var by = gate.principal(caller, "DELETE");
        return trail.record(gate.acting(by, caller), session(Deed.SIGNOUT, by.d()))
                .thenApply(_ -> gone);
    }

    private static Acting.What session(Deed deed, String d) {
        return new Acting.What(deed, "session", d, "");
    }

    /** Strict: a page of another site, even by a link, never has us see it. */
    private static RawHeader cookie(Caller caller, String value, Duration lasts) {
        return RawHeader.create(
                "Set-Cookie",
                Caller.COOKIE + "=" + value + "; Path=/; Max-Age=" + lasts.toSeconds() + "; HttpOnly; SameSite=Strict"
                        + (caller.secure() ? "; Secure" : ""));
    }

    private static HttpResponse document(Principal by, @Nullable Session session) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", by.name());
        document.put("role", by.role().token());
        if (by.isNarrowed()) document.put("d", by.d());
        if (session != null) document.put("csrf", session.csrf());
        by.expires().ifPresent(until -> document.put("expires", until.toString()));
        return Api.shown(document).addHeader(RawHeader.create("Cache-Control", "no-store"));
    }
}
