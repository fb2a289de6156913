package esg.domain.normalize;

import static esg.domain.account.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizerTest {
    private static final CallNumbers CALL =
            new CallNumbers("1001", "Ann", "inside", "84951234567", "inside", "84951234567", null);

    private static NormalizationRule rule(String id, int priority, Map<String, Object> more) {
        var document = new HashMap<String, Object>(
                Map.of("id", id, "d", "test.example", "priority", priority, "direction", "out"));
        document.putAll(more);
        return NormalizationForm.read(document).orThrow();
    }

    private static CallNumbers dialled(String from, String to) {
        return new CallNumbers(from, "", "inside", to, "inside", to, null);
    }

    /**
     * The contract of the seed: From is a 10-digit number of the range 9991234567 to 9991234569, local numbers have 7 digits, zone and
     * long-distance ones begin with 8. Extensions 101 to 103 have a number each, all others share the first.
     */
    @ParameterizedTest(name = "{0} dials {1}: {2} calls {3}")
    @CsvSource({
        "101, 5551234, 9991234567, 5551234",
        "102, 84951234567, 9991234568, 84951234567",
        "103, +74951234567, 9991234569, 84951234567",
        "103, 9-5551234, 9991234569, 5551234",
        "250, 5551234, 9991234567, 5551234",
        "250, 74951234567, 9991234567, 84951234567",
    })
    void keepsAProvidersContract(String from, String to, String saysFrom, String saysTo) {
        var set = "/reg/^(?:9-)?(?:\\+?7(\\d{10})|(\\d{7})|(8\\d{10}))$";
        var rules = new ArrayList<NormalizationRule>();
        for (var number : Map.of("101", "7", "102", "8", "103", "9").entrySet()) {
            var match = Map.of("from", number.getKey(), "to", "/reg/^\\+?7(\\d{10})$");
            rules.add(rule(
                    number.getKey() + "l",
                    1,
                    Map.of(
                            "match",
                            match,
                            "set",
                            Map.of("fromuser", "999123456" + number.getValue(), "touser", "8{1}"))));
            rules.add(rule(
                    number.getKey(),
                    2,
                    Map.of(
                            "match",
                            Map.of("from", number.getKey(), "to", set),
                            "set",
                            Map.of("fromuser", "999123456" + number.getValue(), "touser", "{to.2}{to.3}"))));
        }
        rules.add(rule(
                "long",
                3,
                Map.of(
                        "match",
                        Map.of("to", "/reg/^\\+?7(\\d{10})$"),
                        "set",
                        Map.of("fromuser", "9991234567", "touser", "8{1}"))));
        rules.add(rule("rest", 9, Map.of("set", Map.of("fromuser", "9991234567"))));
        var normalized = Normalizer.apply(Normalizer.inOrder(rules), Direction.OUT, account(), dialled(from, to));
        assertThat(normalized.numbers().fromUser()).isEqualTo(saysFrom);
        assertThat(normalized.numbers().toUser()).isEqualTo(saysTo);
        assertThat(normalized.numbers().ruriUser()).isEqualTo(saysTo);
    }

    /** NRM-01, NRM-02. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        direction=in                  | is for direction in
        providercode=b*               | is for accounts b*
        providercode=a                | applies
        providercode=?                | applies
        from=1001                     | applies
        from=1002                     | from 1001 is not 1002
        to=8*                         | applies
        to=/reg/^7                    | to 84951234567 is not /reg/^7
        ruri=84951234567              | applies
        ruri=1                        | ruri 84951234567 is not 1
        enabled=false                 | is disabled
        """)
    void saysWhyARuleDoesNotApply(String field, String why) {
        var one = field.split("=", 2);
        boolean matches = one[0].equals("from") || one[0].equals("to") || one[0].equals("ruri");
        Object value = one[0].equals("enabled") ? (Object) false : one[1];
        var rule = rule("r", 1, matches ? Map.of("match", Map.of(one[0], value)) : Map.of(one[0], value));
        var miss = Normalizer.miss(rule, Direction.OUT, account(), CALL);
        assertThat(miss == null ? "applies" : miss).isEqualTo(why);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        fromuser   | {account.username}        | provider
        fromuser   | {from.1}-{to.1}-{2}       | 1-495-495
        fromuser   | ''                        | ''
        fromname   | {from.name} of {account.d}| Ann of test.example
        fromname   | {{{from.user}}}           | {1001}
        fromdomain | {account.code}.example    | a.example
        touser     | 9{ruri.user}              | 984951234567
        todomain   | {to.2}                    | sip.example
        """)
    void fillsTemplates(String field, String template, String result) {
        var match = Map.of("from", "/reg/^(\\d)00", "to", "/reg/^8(495)(x)?");
        var rule = rule("r", 1, Map.of("match", match, "set", Map.of(field, template)));
        var numbers =
                Normalizer.apply(List.of(rule), Direction.OUT, account(), CALL).numbers();
        var now = switch (field) {
            case "fromuser" -> numbers.fromUser();
            case "fromname" -> numbers.fromName();
            case "fromdomain" -> numbers.fromDomain();
            case "touser" -> numbers.toUser();
            default -> numbers.toDomain();
        };
        assertThat(now).isEqualTo(result);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {account.username}              | <sip:provider@sip.example>
        1@other.example                 | <sip:1@other.example>
        tel:+7{to.1}                    | <tel:+7495>
        "A" <sip:{from.user}@x>         | "A" <sip:1001@x>
        ''                              | ''
        """)
    void writesTheAssertedIdentity(String template, String value) {
        var rule = rule("r", 1, Map.of("match", Map.of("to", "/reg/^8(495)"), "set", Map.of("pai", template)));
        var normalized = Normalizer.apply(List.of(rule), Direction.OUT, account(), CALL);
        assertThat(normalized.headers()).isEqualTo(Map.of("P-Asserted-Identity", value));
    }

    /** NRM-01: other fields are text that may come to nothing, and then there is none. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Privacy   | id                                                   | id
        Privacy   | ''                                                   | ''
        Diversion | <sip:+7{from.1}@{account.domain}>;reason=unconditional | <sip:+71@sip.example>;reason=unconditional
        Diversion | "{from.name}" <sip:{ruri.user}@x>;reason=no-answer   | "Ann" <sip:84951234567@x>;reason=no-answer
        Diversion | {to.2}                                               | ''
        """)
    void writesOtherHeaderFields(String name, String template, String value) {
        var match = Map.of("from", "/reg/^(\\d)00", "to", "/reg/^8(495)(x)?");
        var rule = rule("r", 1, Map.of("match", match, "set", Map.of("headers", Map.of(name, template))));
        var normalized = Normalizer.apply(List.of(rule), Direction.OUT, account(), CALL);
        assertThat(normalized.headers()).isEqualTo(Map.of(name, value));
    }

    /** What a caller calls himself must not become an identity of its own. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ceo@corp.example, <sip:ceo%40corp.example@sip.example>",
        "x<sip:1@corp>, <sip:x%3Csip%3A1%40corp%3E@sip.example>",
        "+7495, <sip:+7495@sip.example>",
        "ä, <sip:%C3%A4@sip.example>",
    })
    void aCallerCannotForgeAnIdentity(String user, String value) {
        var rule = rule("r", 1, Map.of("set", Map.of("pai", "{from.user}")));
        var normalized = Normalizer.apply(List.of(rule), Direction.OUT, account(), dialled(user, "3"));
        assertThat(normalized.headers()).isEqualTo(Map.of("P-Asserted-Identity", value));
    }

    /** A line break in an escaped user name must not begin a header of its own. */
    @Test
    void keepsControlCharactersOutOfHeaders() {
        var rule = rule("r", 1, Map.of("set", Map.of("headers", Map.of("X-Caller", "{from.user}"))));
        var normalized = Normalizer.apply(List.of(rule), Direction.OUT, account(), dialled("1\r\nX-Evil: 2", "3"));
        assertThat(normalized.headers()).isEqualTo(Map.of("X-Caller", "1%0D%0AX-Evil%3A%202"));
    }

    @Test
    void theFirstRuleThatFitsIsTheOnlyOne() {
        var late = rule("a", 2, Map.of("set", Map.of("touser", "late")));
        var early = rule("b", 1, Map.of("set", Map.of("fromuser", "early")));
        var normalized = Normalizer.apply(Normalizer.inOrder(List.of(late, early)), Direction.OUT, account(), CALL);
        assertThat(normalized.rule()).isEqualTo("b");
        assertThat(normalized.numbers().fromUser()).isEqualTo("early");
        assertThat(normalized.numbers().toUser()).isEqualTo("84951234567");
    }

    @Test
    void incomingCallLosesItsCalledUserAndKeepsItAside() {
        var received = new CallNumbers("843", "Bob", "44.55.66.77", "123", "172.27.103.90", "provider", null);
        assertThat(Normalizer.incoming(account(), received))
                .isEqualTo(new CallNumbers("843", "Bob", "test.example", "", "test.example", "", "123"));
    }

    @Test
    void calledNumberComesFromTheRequestUriWhenToHasNone() {
        var received = new CallNumbers("843", "", "x", "", "y", "123", null);
        assertThat(Normalizer.incoming(account(), received).calledParty()).isEqualTo("123");
    }

    /** NRM-04, NRM-06: the number that was presented stays. */
    @Test
    void outgoingCallKeepsUsersAndTakesTheProvidersDomain() {
        var received = new CallNumbers("101", "Ann", "test.example", "8495", "test.example", "8495", "55");
        assertThat(Normalizer.outgoing(account(), received))
                .isEqualTo(new CallNumbers("101", "Ann", "sip.example", "8495", "sip.example", "8495", null));
    }
}
