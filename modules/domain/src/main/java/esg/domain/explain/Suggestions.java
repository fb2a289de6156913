package esg.domain.explain;

import esg.domain.account.AccountId;
import esg.domain.conflict.AccountConflicts;
import esg.domain.conflict.AccountPair;
import esg.domain.match.AccountIndex;
import esg.domain.match.Candidate;
import esg.domain.match.InviteFacts;
import esg.domain.match.Match;
import esg.domain.match.ServerAddresses;
import esg.domain.match.SourceCheck;
import esg.domain.match.Step;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which settings would let an INVITE in. Ideas come from accounts that are near: the sender is theirs, or a user or a host fits. Each idea
 * is tried by the search with the changed settings, and told only when the search finds that account and no other account's calls go astray.
 */
public final class Suggestions {
    private static final int MOST = 5;
    /** Ideas tried: an index over ten thousand accounts takes some ten milliseconds. */
    private static final int MOST_TRIED = 16;

    private final Collection<Candidate> accounts;
    private final ServerAddresses server;

    /** @param accounts all there are, wherever they are served */
    public Suggestions(Collection<Candidate> accounts, ServerAddresses server) {
        this.accounts = List.copyOf(accounts);
        this.server = server;
    }

    /**
     * What is known of a sender beside one INVITE.
     *
     * @param varying fields whose values change from call to call
     * @param patterns for some of those one that fits all values
     */
    public record Habits(Set<Field> varying, Map<Field, String> patterns) {
        public static final Habits UNKNOWN = new Habits(Set.of(), Map.of());

        public static Habits of(SenderAnalysis analysis) {
            var patterns = analysis.fields().entrySet().stream()
                    .filter(entry -> !entry.getValue().pattern().isEmpty())
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().pattern()));
            return new Habits(analysis.varying(), patterns);
        }
    }

    /** The best ones first, at most five; none when the INVITE comes in already. */
    public List<Suggestion> of(InviteFacts facts, InetAddress source, Habits habits) {
        if (AccountIndex.of(accounts, server).match(facts, source) instanceof Match.Found<Candidate>) return List.of();
        var ideas = new Ideas(facts.canonical(), source, habits, server);
        var tried = ideas.of(accounts).stream().limit(MOST_TRIED).toList();
        var found = new ArrayList<Ranked>();
        for (var idea : tried) attempt(idea, facts, source).ifPresent(found::add);
        return found.stream()
                .filter(one -> found.stream().noneMatch(other -> other.doesItWithLess(one)))
                .sorted(Comparator.comparingInt(Ranked::score).reversed())
                .map(Ranked::suggestion)
                .limit(MOST)
                .toList();
    }

    private record Ranked(Suggestion suggestion, int score) {
        boolean doesItWithLess(Ranked other) {
            var changes = suggestion.changes();
            return changes.size() < other.suggestion.changes().size()
                    && other.suggestion.changes().containsAll(changes);
        }
    }

    private Optional<Ranked> attempt(Idea idea, InviteFacts facts, InetAddress source) {
        var id = idea.changed().account().key();
        var others = new ArrayList<Candidate>();
        Candidate before = null;
        for (var one : accounts) {
            if (one.account().key().equals(id)) before = one;
            else others.add(one);
        }
        var changed = new ArrayList<>(others);
        changed.add(idea.changed());
        var outcome = outcome(AccountIndex.of(changed, idea.server()).match(facts, source), id);
        if (before == null || outcome.isEmpty()) return Optional.empty();
        var conflicts = newConflicts(before, idea.changed(), others);
        if (conflicts.stream().anyMatch(pair -> pair.certain() && pair.oneSender())) return Optional.empty();
        var hit = outcome.get();
        var suggestion = new Suggestion(
                idea.changed(),
                !idea.changed().account().equals(before.account()),
                idea.changes(),
                hit.step,
                hit.allowed,
                hit.allowed && !SourceCheck.allows(before, source),
                conflicts,
                idea.varying());
        return Optional.of(new Ranked(suggestion, idea.score() + (hit.allowed ? 100 : 0) - 10 * conflicts.size()));
    }

    private record Hit(Step step, boolean allowed) {}

    private static Optional<Hit> outcome(Match<Candidate> match, AccountId wanted) {
        return switch (match) {
            case Match.Found<Candidate>(var found, var step)
            when isOf(found, wanted) -> Optional.of(new Hit(step, true));
            case Match.SourceNotAllowed<Candidate>(var found, var step)
            when isOf(found, wanted) -> Optional.of(new Hit(step, false));
            case Match.Found<Candidate> _, Match.SourceNotAllowed<Candidate> _, Match.None<Candidate> _ ->
                Optional.empty();
        };
    }

    private static boolean isOf(Candidate found, AccountId wanted) {
        return found.account().key().equals(wanted);
    }

    /** Worse than before: a pair that was not there, or one whose senders were two and are one now. */
    private static List<AccountPair> newConflicts(Candidate before, Candidate after, Collection<Candidate> others) {
        var known = AccountConflicts.of(before, others).stream()
                .collect(Collectors.toMap(pair -> pair.other(before.account().key()), AccountPair::oneSender));
        return AccountConflicts.of(after, others).stream()
                .filter(pair -> {
                    var was = known.get(pair.other(after.account().key()));
                    return was == null || pair.oneSender() && !was;
                })
                .toList();
    }
}
