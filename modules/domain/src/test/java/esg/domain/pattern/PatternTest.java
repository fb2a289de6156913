package esg.domain.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
    @ParameterizedTest(name = "{0} {1} on {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        host    | sip.Example.com            | SIP.example.COM   | true
        host    | sip.example.com            | sip.example.com.  | true
        host    | sip.example.com            | sip.example.org   | false
        host    | 44.55.6?.*                 | 44.55.66.77       | true
        host    | 44.55.6?.*                 | 44.55.76.77       | false
        host    | *.example.com              | a.b.EXAMPLE.com   | true
        host    | *.example.com              | example.com       | false
        host    | /reg/^44[.]55[.]6\\d[.]\\d+$ | 44.55.66.77       | true
        host    | /reg/^44[.]55[.]6\\d[.]\\d+$ | 44.55.66.77.8     | false
        host    | /reg/Example               | sip.example.com   | true
        host    | 2001:DB8::1                | 2001:db8:0:0::1   | true
        user    | 123                        | 123               | true
        user    | Bob                        | bob               | false
        user    | *                          | *                 | true
        user    | *                          | 123               | false
        user    | a%20b                      | a b               | true
        user    | +7843                      | %2B7843           | true
        user    | +7843                      | +7843             | true
        user    | /reg/^999123456[7-9]$      | 9991234568        | true
        user    | /reg/^999123456[7-9]$      | 9991234566        | false
        address | 10.1.2.0/23                | 10.1.3.255        | true
        address | 10.1.2.0/23                | 10.1.4.0          | false
        address | 0.0.0.0/0                  | 10.1.4.0          | true
        address | 0.0.0.0/0                  | example.com       | false
        address | 2001:db8::/33              | 2001:db8:7fff::1  | true
        address | 2001:db8::/33              | 2001:db8:8000::1  | false
        address | 10.0.0.1                   | 10.0.0.14         | false
        address | sip.example.com            | sip.example.com   | true
        number  | 8*                         | 84951234567       | true
        number  | 2??                        | 201               | true
        number  | 2??                        | 2011              | false
        number  | *                          | ''                | true
        number  | pbx?                       | PBX1              | false
        """)
    void fits(String kind, String pattern, String value, boolean expected) {
        assertThat(of(kind).apply(pattern).matches(value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        host    | /reg/(           | bad regular expression
        user    | /reg/(?<=a)b     | bad regular expression
        host    | /reg/            | is empty
        host    | 10.0.0.0/8       | not a host
        address | 10.0.0.0/33      | from 0 to 32
        address | example.com/8    | not a network
        address | 10.0.0.0/x       | not a network
        number  | ''               | pattern is empty
        """)
    void refusesWithAReason(String kind, String pattern, String why) {
        assertThatThrownBy(() -> of(kind).apply(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMaskMadeToStallIsAnsweredAtOnce() {
        assertThat(Pattern.number("*a*a*a*a*a*a*a*a*b").matches("a".repeat(5000)))
                .isFalse();
    }

    private static Function<String, Pattern> of(String kind) {
        return switch (kind) {
            case "host" -> Pattern::host;
            case "user" -> Pattern::user;
            case "address" -> Pattern::address;
            default -> Pattern::number;
        };
    }
}
