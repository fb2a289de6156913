package esg.domain.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "10.0.0.1, 10.0.0.1, YES",
        "10.0.0.1, 10.0.0.2, NO",
        "10.0.0.1, 10.0.0.*, YES",
        "10.0.0.1, 10.0.1.0/24, NO",
        "10.0.0.0/8, 10.0.1.0/24, YES",
        "10.0.0.0/24, 10.0.1.0/24, NO",
        "10.0.0.0/24, 2001:db8::/32, NO",
        "10.0.0.0/24, 10.0.0.?, YES",
        "10.0.0.0/24, 192.*, MAYBE",
        "gw?.a.example, gw1.*, YES",
        "gw?.a.example, gw10.*, NO",
        "*.example, *.test, NO",
        "/reg/^10[.]0, 10.0.0.7, YES",
        "/reg/^10[.]0, 10.1.0.7, NO",
        "/reg/^10[.]0, 10.0.0.0/24, YES",
        "/reg/^10[.]0, 192.*, MAYBE",
        "/reg/^10[.]0, /reg/^10[.]1, MAYBE",
        "*, /reg/x, YES"
    })
    void meet(String one, String other, Overlap.Answer answer) {
        assertThat(Overlap.between(Pattern.address(one), Pattern.address(other)))
                .isEqualTo(answer);
        assertThat(Overlap.between(Pattern.address(other), Pattern.address(one)))
                .isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "*, 10.0.0.1, YES",
        "*, /reg/x, YES",
        "10.0.0.*, 10.0.0.1, YES",
        "10.0.0.*, 10.0.0.?, YES",
        "10.0.0.?, 10.0.0.*, NO",
        "10.0.0.0/8, 10.1.0.0/16, YES",
        "10.1.0.0/16, 10.0.0.0/8, NO",
        "10.0.0.1, 10.0.0.*, NO",
        "?*, *?, YES",
        "*?, ?*, YES",
        "a*b, a?b, YES",
        "a*b, a*, NO",
        "/reg/^10[.], 10.0.0.1, YES",
        "/reg/^10[.], 10.0.0.0/8, MAYBE",
        "/reg/^10[.], 11.0.0.0/8, NO"
    })
    void cover(String wide, String narrow, Overlap.Answer answer) {
        assertThat(Overlap.covers(Pattern.address(wide), Pattern.address(narrow)))
                .isEqualTo(answer);
    }
}
