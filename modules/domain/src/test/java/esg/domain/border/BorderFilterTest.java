package esg.domain.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BRD-01..06, BRD-08: which rule decides. */
class BorderFilterTest {
    private static BorderFilter filter(String rules) {
        return BorderFilter.of(Arrays.stream(rules.split(";"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(BorderRules::of)
                .collect(Collectors.toList()));
    }

    private static String text(BorderFilter.Decision decision) {
        var rule = decision.rule();
        return rule == null ? "none" : rule.id();
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                                                      | 10.0.0.1        | none
        deny 10.0.0.1                                           | 10.0.0.1        | deny 10.0.0.1
        deny 10.0.0.1                                           | 10.0.0.14       | none
        deny 10.0.0.0/8                                         | 10.255.0.1      | deny 10.0.0.0/8
        deny 10.0.0.0/8                                         | 11.0.0.0        | none
        deny 10.0.0.0/8                                         | 9.255.255.255   | none
        deny 10.0.0.0/8 priority=2; allow 10.1.0.0/16 priority=1| 10.1.2.3        | allow 10.1.0.0/16 priority=1
        deny 10.0.0.0/8 priority=1; allow 10.1.0.0/16 priority=2| 10.1.2.3        | deny 10.0.0.0/8 priority=1
        allow 10.1.0.0/16 priority=1; deny * priority=9         | 10.2.0.0        | deny * priority=9
        allow 10.1.0.0/16 priority=1; deny * priority=9         | 10.1.255.255    | allow 10.1.0.0/16 priority=1
        deny 10.0.0.? priority=1                                | 10.0.0.7        | deny 10.0.0.? priority=1
        deny 10.0.0.? priority=1                                | 10.0.0.77       | none
        deny /reg/^10[.]0 priority=2; allow 10.0.0.0/8 priority=1 | 10.0.0.7      | allow 10.0.0.0/8 priority=1
        deny /reg/^10[.]0 priority=2; allow 10.0.0.0/8 priority=3 | 10.0.0.7      | deny /reg/^10[.]0 priority=2
        deny 10.0.0.1 enabled=false                             | 10.0.0.1        | none
        deny 10.0.0.1 id=b; allow 10.0.0.1 id=a                 | 10.0.0.1        | a
        deny 255.255.255.255                                    | 255.255.255.255 | deny 255.255.255.255
        deny 0.0.0.0/0                                          | 2001:db8::1     | none
        deny *                                                  | 2001:db8::1     | deny *
        deny 2001:db8::/32                                      | 2001:db8::1     | deny 2001:db8::/32
        deny 2001:db8::/32                                      | 2001:db9::      | none
        deny ffff::/16                                          | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | deny ffff::/16
        deny 10.0.0.1 method=REGISTER                           | 10.0.0.1        | none
        """)
    void byAddress(String rules, String address, String decides) {
        assertThat(text(filter(rules).decide(BorderRules.address(address)))).isEqualTo(decides);
    }

    @ParameterizedTest(name = "{0} for {1} of {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        deny * method=register                        | REGISTER | 10.0.0.1 | deny * method=register
        deny * method=register                        | INVITE   | 10.0.0.1 | none
        deny * method=/reg/^[RS].*E$     | SUBSCRIBE| 10.0.0.1 | deny * method=/reg/^[RS].*E$
        deny * useragent=friendly*                    | OPTIONS  | 10.0.0.1 | deny * useragent=friendly*
        deny * fromuser=100                           | INVITE   | 10.0.0.1 | deny * fromuser=100
        deny * touser=/reg/^2                         | INVITE   | 10.0.0.1 | deny * touser=/reg/^2
        deny * fromdomain=A.EXAMPLE                   | INVITE   | 10.0.0.1 | deny * fromdomain=A.EXAMPLE
        deny * todomain=*.example                     | INVITE   | 10.0.0.1 | deny * todomain=*.example
        deny * transport=tcp                          | INVITE   | 10.0.0.1 | none
        deny * port=5060                              | INVITE   | 10.0.0.1 | deny * port=5060
        deny * port=5061                              | INVITE   | 10.0.0.1 | none
        deny * method=INVITE priority=2; allow 10.0.0.1 priority=1 | INVITE | 10.0.0.1 | allow 10.0.0.1 priority=1
        deny * method=INVITE priority=1; allow 10.0.0.1 priority=2 | INVITE | 10.0.0.1 | deny * method=INVITE priority=1
        deny * method=INVITE priority=1; allow 10.0.0.1 priority=2 | BYE    | 10.0.0.1 | allow 10.0.0.1 priority=2
        """)
    void byWhatARequestSays(String rules, String method, String address, String decides) {
        assertThat(text(filter(rules).decide(BorderRules.facts(address, method))))
                .isEqualTo(decides);
    }

    @Test
    void isUncertainOnlyWhileARuleThatComesBeforeMayFit() {
        var filter =
                filter("allow 10.0.0.1 priority=1; allow 10.0.0.0/8 method=REGISTER priority=2; deny * priority=3");
        assertThat(filter.decide(BorderRules.address("10.0.0.1")).certain()).isTrue();
        assertThat(filter.decide(BorderRules.address("10.0.0.2")).certain()).isFalse();
        assertThat(filter.decide(BorderRules.address("11.0.0.1")).certain()).isTrue();
        assertThat(filter.decide(BorderRules.address("11.0.0.1")).isDropped()).isTrue();
    }

    /** Else one rule for a user agent would have every packet of a flood parsed. */
    @Test
    void isCertainWhereTheRulesBeforeWouldDropToo() {
        var scanners = "deny * useragent=friendly-scanner priority=1; ";
        assertThat(filter(scanners + "deny * priority=9")
                        .decide(BorderRules.address("10.0.0.1"))
                        .isDropped())
                .isTrue();
        assertThat(filter(scanners + "allow * priority=9")
                        .decide(BorderRules.address("10.0.0.1"))
                        .certain())
                .isFalse();
        assertThat(filter(scanners + "deny * priority=9 denymode=reject")
                        .decide(BorderRules.address("10.0.0.1"))
                        .certain())
                .isFalse();
    }

    /** */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        allow 10.0.0.0/8 transport=tcp priority=1; deny * priority=9     | allow 10.0.0.0/8 transport=tcp priority=1
        allow 11.0.0.0/8 transport=tcp priority=1; deny * priority=9     | deny * priority=9
        deny * fromuser=100 priority=1; allow * priority=9               | allow * priority=9
        deny * fromuser=100 priority=1                                   | none
        deny 10.0.0.1 priority=1; allow * fromuser=100 priority=2        | deny 10.0.0.1 priority=1
        """)
    void sparesACallWhatItSays(String rules, String decides) {
        assertThat(text(filter(rules).decideForCall(BorderRules.address("10.0.0.1"))))
                .isEqualTo(decides);
    }

    @Test
    void whatIsToBeAnsweredIsNotDropped() {
        var decision = filter("deny 10.0.0.1 denymode=reject code=404").decide(BorderRules.address("10.0.0.1"));
        assertThat(decision.isDenied()).isTrue();
        assertThat(decision.isDropped()).isFalse();
    }

    /** RFC 4291 §2.5.5.2: what a dual-stack socket reports for an IPv4 peer. */
    @Test
    void anIpv4AddressInIpv6FormIsTheSameAddress() throws Exception {
        var mapped = java.net.Inet6Address.getByAddress(
                "", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1}, -1);
        assertThat(text(filter("deny 10.0.0.0/8").decide(mapped))).isEqualTo("deny 10.0.0.0/8");
    }
}
