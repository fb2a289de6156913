package esg.domain.border;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.pattern.Network;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockoutTest {
    private static final List<Network> OWN = List.of(
            Network.of(BorderRules.address("192.0.2.7")),
            new Network(BorderRules.address("10.0.0.0"), 8),
            new Network(BorderRules.address("fd00::"), 8));

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        deny 192.0.2.7                           | allow 1.1.1.1               | 192.0.2.7
        deny 192.0.2.0/24 denymode=reject        | allow 1.1.1.1               | 192.0.2.7
        deny 192.0.2.?                           | allow 1.1.1.1               | 192.0.2.7
        deny 10.1.2.3                            | allow 1.1.1.1               | 10.0.0.0/8
        deny 10.1.0.0/16                         | allow 1.1.1.1               | 10.0.0.0/8
        deny 8.0.0.0/6                           | allow 1.1.1.1               | 10.0.0.0/8
        deny fd00::1                             | allow 1.1.1.1               | fd00:0:0:0:0:0:0:0/8
        deny 192.0.2.8                           | allow 1.1.1.1               | ''
        deny *                                   | allow 1.1.1.1               | ''
        deny 0.0.0.0/0                           | allow 1.1.1.1               | ''
        deny 192.0.2.7 method=REGISTER           | allow 1.1.1.1               | ''
        deny 192.0.2.7 enabled=false             | allow 1.1.1.1               | ''
        allow 192.0.2.7                          | deny 1.1.1.1                | ''
        deny 192.0.2.0/24 priority=5             | allow 192.0.2.7 priority=1  | ''
        deny 192.0.2.0/24 priority=5             | allow 192.0.2.7 priority=9  | 192.0.2.7
        deny 192.0.2.0/24 priority=5 id=x        | deny 192.0.2.7 id=x         | 192.0.2.7
        """)
    void findsWhomOfOurOwnARuleShutsOut(String rule, String other, String own) {
        var found = Lockout.by(BorderRules.of(rule), List.of(BorderRules.of(other)), OWN);
        assertThat(found.map(Network::toString).orElse("")).isEqualTo(own);
    }
}
