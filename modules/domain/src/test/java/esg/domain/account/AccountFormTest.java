package esg.domain.account;

import static esg.domain.account.Accounts.account;
import static esg.domain.account.Accounts.document;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import esg.domain.pattern.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountFormTest {
    /** PRV-10..26, PRV-28. */
    @Test
    void minimumDocumentHasTheDefaultsOfTheDesign() {
        assertThat(account())
                .isEqualTo(new Account(
                        "",
                        "test.example",
                        "a",
                        "",
                        true,
                        "provider",
                        Secret.of("pw"),
                        "sip.example",
                        true,
                        null,
                        "",
                        5060,
                        Transport.UDP,
                        PingMode.DISABLED,
                        "",
                        30,
                        List.of(),
                        false,
                        true,
                        List.of(),
                        3600,
                        null,
                        "",
                        Account.Opts.NONE));
        assertThat(account().nextHopHost()).isEqualTo("sip.example");
        assertThat(account().toString()).doesNotContain("pw,").contains("***");
    }

    @Test
    void otherNamesAndPlacesAreReadAndWrittenBackCanonically() {
        var account = account(
                "trunkcount",
                50L,
                "extusernames",
                List.of("1", "/reg/^2"),
                "opts",
                Map.of("media", true, "reinvite", false, "extaddrs", List.of("10.0.0.0/8")));
        var doc = AccountForm.write(account);
        assertThat(doc)
                .containsEntry("trunks", 50)
                .containsEntry("media", true)
                .containsEntry("reinvite", false)
                .containsEntry("extaddrs", List.of("10.0.0.0/8"))
                .containsEntry("opts", Map.of("extusernames", List.of("1", "/reg/^2")))
                .doesNotContainKeys("pwd", "trunkcount", "cpslimit");
        doc.put("pwd", "pw");
        assertThat(AccountForm.read(doc)).isEqualTo(new Checked.Valid<>(account));
    }

    @Test
    void patchIsReadUnderOtherNamesToo() {
        var nothing = new HashMap<String, Object>();
        nothing.put("trunkcount", null);
        assertThat(AccountForm.canonical(nothing)).containsOnlyKeys("trunks").containsEntry("trunks", null);
        assertThat(AccountForm.canonical(Map.of("opts", Map.of("media", true)))).isEqualTo(Map.of("media", true));
        assertThat(AccountForm.canonical(Map.of("name", "x"))).isEqualTo(Map.of("name", "x"));
    }

    @Test
    void namesTooLongForTheStoreAreRefused() {
        assertThat(AccountForm.read(Map.of("id", "i".repeat(256), "d", "a.example", "code", "c".repeat(232))))
                .isInstanceOfSatisfying(
                        Checked.Invalid.class,
                        invalid -> assertThat(invalid.errors().toString())
                                .contains("field=id, message=may not be longer than 255")
                                .contains("field=code, message=d and code together may not be longer than 240"));
    }

    /** PRV-04, A-24. */
    @Test
    void pointToPointNeedsNoNameAndNoPassword() {
        var account = account("reg", false, "username", "", "pwd", "");
        assertThat(account.username()).isEmpty();
        assertThat(account.opts().extusernames()).isEqualTo(List.<Pattern>of());
    }

    @Test
    void sharesOfTheTrunksAreBounds() {
        var account = account("opts", Map.of("intrunks", 3, "outtrunks", 0));
        assertThat(AccountForm.write(account).get("opts"))
                .isEqualTo(Map.of("extusernames", List.of(), "intrunks", 3, "outtrunks", 0));
        assertThat(account.opts().outtrunks()).isZero();
    }

    @Test
    void howCallsAreSpokenIsWrittenAsItWasRead() {
        Map<String, Object> opts = Map.ofEntries(
                Map.entry("extusernames", List.of()),
                Map.entry("redirect", "follow"),
                Map.entry("earlymedia", "ringing"),
                Map.entry("rel100", false),
                Map.entry("identity", "pai"),
                Map.entry("sessionexpires", 600),
                Map.entry("refresher", "self"),
                Map.entry("codecs", List.of("PCMA", "telephone-event")),
                Map.entry("ptime", 20),
                Map.entry("dtmf", "info"));
        assertThat(AccountForm.write(account("opts", opts)).get("opts")).isEqualTo(opts);
    }

    static Stream<Arguments> wrongOpts() {
        return Stream.of(
                Arguments.of("sessionexpires", 30, "must be 0 for none, or at least 90 seconds"),
                Arguments.of("codecs", List.of("PCMA 8000"), "must be a list of names without spaces"),
                Arguments.of("redirect", "away", "must be one of pass, follow"),
                Arguments.of("srtp", true, "needs media true"));
    }

    @ParameterizedTest(name = "opts.{0} {1}: {2}")
    @MethodSource("wrongOpts")
    void refusesOptionsNamingTheField(String field, Object value, String why) {
        assertThat(errors(document("opts", Map.of(field, value))))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("opts." + field);
                    assertThat(error.message()).contains(why);
                });
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("d", "", "is required"),
                Arguments.of("code", "", "is required"),
                Arguments.of("code", "a/b", "may not contain"),
                Arguments.of("domain", "", "is required"),
                Arguments.of("domain", "a b", "is not a host"),
                Arguments.of("domain", "x>;y", "is not a host"),
                Arguments.of("username", "", "is required when reg is true"),
                Arguments.of("username", "a\r\nVia: x", "control characters"),
                Arguments.of("username", "a@b", "may not contain"),
                Arguments.of("username", 7, "must be text"),
                Arguments.of("pwd", "", "is required when reg is true"),
                Arguments.of("reg", "yes", "must be true or false"),
                Arguments.of("enabled", 1, "must be true or false"),
                Arguments.of("trunks", -1, "must be from 0"),
                Arguments.of("trunks", "5", "must be a whole number"),
                Arguments.of("trunks", 1.5, "must be a whole number"),
                Arguments.of("proxyaddr", "a;b", "is not a host"),
                Arguments.of("proxyport", 65_536, "must be from 1 to 65535"),
                Arguments.of("transport", "sctp", "must be one of udp, tcp, tls"),
                Arguments.of("pingmode", "icmp", "must be one of disabled, options, crlf, stun"),
                Arguments.of("pingsrv", "a:b", "must be host or host:port"),
                Arguments.of("pingtimeout", 0, "must be from 1"),
                Arguments.of("serveridxs", 5, "must be a list of whole numbers"),
                Arguments.of("serveridxs", List.of("x"), "must be a list of whole numbers"),
                Arguments.of("reinvite", false, "media and reinvite may not both be false"),
                Arguments.of("extaddrs", List.of("/reg/("), "bad regular expression"),
                Arguments.of("extaddrs", List.of(1), "must be a list of text"),
                Arguments.of("expires", 0, "must be from 1"),
                Arguments.of("cpslimit", 0, "must be from 1"),
                Arguments.of("opts", "x", "must be an object"),
                Arguments.of("colour", "red", "unknown field"));
    }

    /** PRV-27 among them: media and reinvite may not both be off. */
    @ParameterizedTest(name = "{0} = {1}: {2}")
    @MethodSource("refusals")
    void refusesNamingTheField(String field, Object value, String why) {
        assertThat(errors(document(field, value))).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(why);
        });
    }

    /** PRV-18, A-03. */
    @Test
    void stunIsAskedOverUdpOnly() {
        assertThat(account("pingmode", "stun").pingmode()).isEqualTo(PingMode.STUN);
        for (var transport : List.of("tcp", "tls")) {
            assertThat(errors(document("pingmode", "stun", "transport", transport)))
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.field()).isEqualTo("pingmode");
                        assertThat(error.message()).contains("stun needs transport udp");
                    });
        }
    }

    @Test
    void allErrorsAreToldAtOnceWithTheirPath() {
        var doc = document("expires", "x", "opts", Map.of("extusernames", List.of("/reg/["), "colour", 1));
        assertThat(errors(doc).stream().map(FieldError::field))
                .containsExactlyInAnyOrder("expires", "opts.extusernames", "opts.colour");
    }

    private static List<FieldError> errors(Map<String, Object> doc) {
        return AccountForm.read(doc) instanceof Checked.Invalid<Account>(List<FieldError> errors) ? errors : List.of();
    }
}
