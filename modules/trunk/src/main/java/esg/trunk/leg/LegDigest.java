package esg.trunk.leg;

import esg.sip.alg.Alg;
import esg.sip.digest.Challenges;
import esg.sip.digest.Credentials;
import esg.sip.digest.DigestAnswers;
import esg.sip.digest.DigestSession;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How requests of one leg answer those who challenge them (RFC 3261 §22.2). */
final class LegDigest {
    private static final int MOST_ROUNDS = 6; // a chain of proxies, each stale once; more is a loop

    private final @Nullable Credentials credentials;
    private DigestAnswers answers;
    private int rounds; // challenges to the request under way

    private LegDigest(@Nullable Credentials credentials, DigestAnswers answers) {
        this.credentials = credentials;
        this.answers = answers;
    }

    /** Not challenged yet; without credentials a challenge cannot be answered. */
    static LegDigest of(@Nullable Credentials credentials) {
        return new LegDigest(credentials, DigestAnswers.NONE);
    }

    /** With the challenges another node was asked; {@code gap} of its counts we do not know. */
    LegDigest goingOn(List<DigestSession> others, int gap) {
        var sessions = others.stream()
                .map(one -> new DigestSession(one.challenge(), one.cnonce(), one.nc() + gap))
                .toList();
        return new LegDigest(credentials, new DigestAnswers(sessions, Set.of()));
    }

    List<DigestSession> sessions() {
        return answers.sessions();
    }

    /** A new request begins. */
    void begin() {
        answers = DigestAnswers.again(answers.sessions());
        rounds = 0;
    }

    /** See {@link Leg#challenged}. */
    boolean challenged(SipResponse response) {
        if (credentials == null || response.status() != 401 && response.status() != 407) return false;
        var known = rounds++ < MOST_ROUNDS ? answers.to(Challenges.of(response)) : Optional.<DigestAnswers>empty();
        known.ifPresent(found -> answers = found);
        return known.isPresent();
    }

    /** See {@link Leg#authorization}. */
    List<Map.Entry<String, String>> authorization(SipRequest request, Alg alg) {
        var known = credentials;
        if (known == null) return List.of();
        var method = request.method();
        var uri = request.requestUriText();
        var body = alg.isEmpty() ? request.body() : alg.outgoingBody(request.bytes());
        return answers.sessions().stream()
                .map(one -> Map.entry(one.headerName(), one.authorization(known, method, uri, body, alg)))
                .toList();
    }
}
