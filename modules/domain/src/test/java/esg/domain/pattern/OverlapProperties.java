package esg.domain.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.pattern.Overlap.Answer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No value contradicts what is said of two patterns. */
class OverlapProperties {
    @Property(tries = 5000)
    void isTrueOfEveryValue(
            @ForAll("patterns") String one, @ForAll("patterns") String other, @ForAll("values") String value) {
        var a = Pattern.number(one);
        var b = Pattern.number(other);
        if (a.matches(value) && b.matches(value)) {
            assertThat(Overlap.between(a, b)).isNotEqualTo(Answer.NO);
        }
        if (b.matches(value) && !a.matches(value)) {
            assertThat(Overlap.covers(a, b)).isNotEqualTo(Answer.YES);
        }
    }

    @Property
    void doesNotMindTheOrder(@ForAll("patterns") String one, @ForAll("patterns") String other) {
        var a = Pattern.number(one);
        var b = Pattern.number(other);
        assertThat(Overlap.between(a, b)).isEqualTo(Overlap.between(b, a));
    }

    @Provide
    Arbitrary<String> patterns() {
        var masks = Arbitraries.strings().withChars("ab*?").ofMinLength(1).ofMaxLength(5);
        return Arbitraries.oneOf(masks, masks, Arbitraries.of("/reg/^a", "/reg/b$", "/reg/^a+b*$"));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(5);
    }
}
