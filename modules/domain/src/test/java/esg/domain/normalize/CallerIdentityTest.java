package esg.domain.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.normalize.CallerIdentity.Wish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a provider reads who calls. */
class CallerIdentityTest {
    private static Account account(String identity, String username) {
        return AccountForm.read(Map.of(
                        "d",
                        "test.example",
                        "code",
                        "p",
                        "domain",
                        "prov.example",
                        "reg",
                        false,
                        "username",
                        username,
                        "opts",
                        Map.of("identity", identity)))
                .orThrow();
    }

    private static String told(Account account, String from, String name, Wish wish) {
        var received = new CallNumbers(from, name, "test.example", "100", "test.example", "100", null);
        var told = CallerIdentity.apply(account, Normalizer.apply(List.of(), Direction.OUT, account, received), wish);
        return shown(told);
    }

    private static String shown(Normalized told) {
        var numbers = told.numbers();
        var from = "From " + numbers.fromName() + " " + numbers.fromUser() + "@" + numbers.fromDomain();
        return from
                + told.headers().entrySet().stream()
                        .filter(one -> !one.getValue().isEmpty())
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> "; " + one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0} of {1}, {2}, hidden {4}")
    @CsvSource(delimiter = '|', textBlock = """
        from | main | 200       | Ann | false |     | From Ann 200@prov.example
        from | main | 200       | Ann | true  |     | From Ann 200@prov.example
        pai  | main | 200       | Ann | false |     | From Ann main@prov.example; P-Asserted-Identity "Ann" <sip:200@prov.example>
        pai  | main | +7 9      | ''  | false |     | From  main@prov.example; P-Asserted-Identity <sip:+7%209@prov.example>
        pai  | ''   | 200       | ''  | false |     | From  200@prov.example; P-Asserted-Identity <sip:200@prov.example>
        pai  | main | 200       | ''  | true  |     | From Anonymous anonymous@anonymous.invalid; P-Asserted-Identity <sip:200@prov.example>; Privacy id
        pai  | main | anonymous | An  | false | 201 | From Anonymous anonymous@anonymous.invalid; P-Asserted-Identity <sip:201@prov.example>; Privacy id
        pai  | main | Anonymous | An  | false | ''  | From Anonymous anonymous@anonymous.invalid; P-Asserted-Identity <sip:main@prov.example>; Privacy id
        rpid | main | 200       | ''  | false |     | From  main@prov.example; Remote-Party-ID <sip:200@prov.example>;party=calling;screen=yes;privacy=off
        rpid | main | 200       | ''  | true  |     | From Anonymous anonymous@anonymous.invalid; Privacy id; Remote-Party-ID <sip:200@prov.example>;party=calling;screen=yes;privacy=full
        """)
    void tellsTheProviderWhoCalls(
            String identity, String username, String from, String name, boolean hidden, String asserted, String told) {
        var wish = new Wish(hidden, asserted == null ? "" : asserted);
        assertThat(told(account(identity, username), from, name, wish)).isEqualTo(told);
    }

    /** What the caller wrote of the kind does not stand beside it: the provider would have to choose. */
    @Test
    void takesOtherIdentitiesOut() {
        var received = new CallNumbers("200", "", "test.example", "100", "test.example", "100", null);
        var told = CallerIdentity.apply(account("rpid", "main"), new Normalized(received, Map.of(), ""), Wish.NONE);
        assertThat(told.headers())
                .containsEntry("P-Asserted-Identity", "")
                .containsEntry("P-Preferred-Identity", "")
                .doesNotContainKey("Privacy");
    }

    @Test
    void leavesWhatARuleWrote() {
        var received = new CallNumbers("200", "", "test.example", "100", "test.example", "100", null);
        var set = Map.of("fromuser", "7{from.user}", "pai", "999", "headers", Map.of("privacy", "none"));
        var rule = NormalizationForm.read(new HashMap<>(
                        Map.of("id", "r", "d", "test.example", "name", "r", "direction", "out", "set", set)))
                .orThrow();
        var account = account("pai", "main");
        var ruled = Normalizer.apply(List.of(rule), Direction.OUT, account, received);
        assertThat(shown(CallerIdentity.apply(account, ruled, new Wish(true, ""))))
                .isEqualTo("From Anonymous anonymous@anonymous.invalid; P-Asserted-Identity <sip:999@prov.example>;"
                        + " privacy none");
    }
}
