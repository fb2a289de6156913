package esg.domain.conflict;

import esg.domain.pattern.Overlap;
import esg.domain.pattern.Overlap.Answer;
import esg.domain.pattern.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * Two patterns, of two lists, that a value can fit both.
 *
 * @param text for people: the value, or both patterns
 * @param certain false when nothing proved it
 */
record Meeting(String text, boolean certain) {
    /** A certain one before others; empty when no value can fit both lists. */
    static Optional<Meeting> of(List<Pattern> ours, List<Pattern> theirs) {
        Meeting possible = null;
        for (var one : ours) {
            for (var other : theirs) {
                var answer = Overlap.between(one, other);
                if (answer == Answer.YES) return Optional.of(new Meeting(text(one, other), true));
                if (answer == Answer.MAYBE && possible == null) possible = new Meeting(text(one, other), false);
            }
        }
        return Optional.ofNullable(possible);
    }

    private static String text(Pattern one, Pattern other) {
        if (one.isExact() || one.text().equals(other.text())) return one.text();
        return other.isExact() ? other.text() : one.text() + " and " + other.text();
    }

    /** Whether every value of one list fits the other list, by one of its patterns alone. */
    static boolean covers(List<Pattern> wide, List<Pattern> narrow) {
        return narrow.stream()
                .allMatch(one -> wide.stream().anyMatch(other -> Overlap.covers(other, one) == Answer.YES));
    }
}
