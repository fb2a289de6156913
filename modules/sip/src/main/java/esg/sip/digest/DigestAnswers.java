package esg.sip.digest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Digest answers of one request and its repetitions: first those whose nonce worked last time (REG-07), then those to what the server and
 * the proxies before it ask (RFC 3261 §22.2, §22.3).
 *
 * @param sessions one for each realm and kind
 * @param answered who has had an answer to a nonce of this attempt, and should be content with it
 */
public record DigestAnswers(List<DigestSession> sessions, Set<String> answered) {
    public static final DigestAnswers NONE = new DigestAnswers(List.of(), Set.of());

    public DigestAnswers {
        sessions = List.copyOf(sessions);
        answered = Set.copyOf(answered);
    }

    /** Begins another request with the nonces kept, each used once more. */
    public static DigestAnswers again(List<DigestSession> kept) {
        return new DigestAnswers(kept.stream().map(DigestSession::next).toList(), Set.of());
    }

    /** Answers to the challenges, beside what others asked before; empty when our credentials were refused or none can be answered. */
    public Optional<DigestAnswers> to(List<Challenge> challenges) {
        var asked = Challenges.toAnswer(challenges);
        if (asked.isEmpty()) return Optional.empty();
        var now = new ArrayList<DigestSession>();
        var whom = new HashSet<>(answered);
        for (var challenge : asked) {
            if (!whom.add(asker(challenge)) && !challenge.stale()) return Optional.empty();
            now.add(DigestSession.start(challenge));
        }
        for (var session : sessions) {
            if (asked.stream().noneMatch(one -> asker(one).equals(asker(session.challenge())))) now.add(session.next());
        }
        return Optional.of(new DigestAnswers(now, whom));
    }

    /** The same once more, for a request that differs in something else. */
    public DigestAnswers next() {
        return new DigestAnswers(sessions.stream().map(DigestSession::next).toList(), answered);
    }

    private static String asker(Challenge challenge) {
        return challenge.headerName() + " " + challenge.realm();
    }
}
