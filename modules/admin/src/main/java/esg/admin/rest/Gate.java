package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.Permissions;
import esg.admin.access.Permissions.Verdict;
import esg.admin.access.Principal;
import esg.admin.access.Sessions;
import esg.admin.access.Sessions.Session;
import esg.admin.access.Tokens;
import esg.domain.access.TokenUse;
import esg.domain.config.RepositoryFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in: by a bearer token (RFC 6750 §2.1) or a session, and only to what the role may. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    /** How exactly it is kept when a token was used. */
    private static final Duration USED_WITHIN = Duration.ofMinutes(1);

    private final boolean openMetrics;
    private final Tokens tokens;
    private final Sessions sessions;
    private final InstantSource clock;
    private final TokenUse use;
    private final Executor blocking;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    Gate(AdminSettings settings, Access access, InstantSource clock, Executor blocking) {
        this.openMetrics = settings.openMetrics();
        this.tokens = new Tokens(settings.token(), access.known());
        this.sessions = new Sessions(access.sessionKey(), settings.terms().session());
        this.use = access.use();
        this.clock = clock;
        this.blocking = blocking;
    }

    Tokens tokens() {
        return tokens;
    }

    Sessions sessions() {
        return sessions;
    }

    Instant now() {
        return clock.instant();
    }

    /** What a request asks for: the domain is the one it names, "" for none. */
    record Wanted(String method, String path, String d) {}

    /** Who asks, when they may; throws {@link Problem.Refused} when not. */
    Acting admit(Caller caller, Wanted wanted) {
        boolean metrics = wanted.path().equals(Api.METRICS);
        if (metrics && openMetrics) return acting(Principal.ANYBODY, caller);
        if (!metrics && !wanted.path().startsWith("/rest/") && !wanted.path().startsWith("/api/")) {
            throw Problem.of(404, "There is nothing at " + wanted.path()).refused();
        }
        var by = principal(caller, wanted.method());
        var d = wanted.d().isEmpty() ? null : wanted.d();
        return switch (Permissions.of(by, wanted.method(), wanted.path(), d)) {
            case Verdict.Allowed() -> acting(by, caller);
            case Verdict.Needs(var roles) ->
                throw Problem.of(403, "This needs the role " + roles + "; the token is that of " + by)
                        .refused();
            case Verdict.Elsewhere(var other) ->
                throw Guarded.notYours(by, other).refused();
        };
    }

    Acting acting(Principal by, Caller caller) {
        return new Acting(by, caller.text(), now());
    }

    /** Whether they could still come in. */
    boolean isStillIn(Acting acting) {
        return tokens.isStill(acting.by(), now());
    }

    /** The session of the cookie; empty for none, and where a bearer token stands beside it, which then counts. */
    Optional<Session> session(Caller caller) {
        return caller.bearer().isPresent()
                ? Optional.empty()
                : caller.cookie().flatMap(value -> sessions.read(value, tokens, now()));
    }

    Principal principal(Caller caller, String method) {
        var by = caller.bearer().isPresent()
                ? bearer(caller.bearer().get())
                : session(caller)
                        .map(session -> shown(session, caller, method))
                        .orElseThrow(() -> unknown(caller).refused());
        note(by);
        return by;
    }

    private Principal bearer(String token) {
        return tokens.of(token, now())
                .orElseThrow(() -> Problem.of(401, "The bearer token is wrong, or opens no more")
                        .with("WWW-Authenticate", "Bearer realm=\"esg\", error=\"invalid_token\"") // RFC 6750 §3.1
                        .refused());
    }

    private static Principal shown(Session session, Caller caller, String method) {
        boolean fine = SAFE.contains(method)
                || caller.csrf().filter(csrf -> Sessions.isShown(session, csrf)).isPresent();
        if (fine) return session.principal();
        throw Problem.of(
                        403,
                        "With a session, " + method + " needs the header " + Caller.CSRF
                                + " with the csrf of GET /api/session")
                .refused();
    }

    private static Problem unknown(Caller caller) {
        var why = caller.cookie().isPresent()
                ? "The session is over; sign in again"
                : "A bearer token is needed: Authorization: Bearer TOKEN";
        return Problem.of(401, why).with("WWW-Authenticate", "Bearer realm=\"esg\"");
    }

    private void note(Principal by) {
        if (by.tokenId().isEmpty()) return;
        var now = now();
        var last = used.get(by.tokenId());
        if (last != null && now.isBefore(last.plus(USED_WITHIN))) return;
        used.put(by.tokenId(), now);
        blocking.execute(() -> {
            try {
                use.used(by.tokenId(), now);
            } catch (RepositoryFailure e) {
                LOG.debug("use of a token is not kept token={} why={}", by.name(), e.getMessage());
            }
        });
    }
}
