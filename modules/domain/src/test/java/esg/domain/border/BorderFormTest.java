package esg.domain.border;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import esg.domain.pattern.Pattern;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BRD-02, A-12. */
class BorderFormTest {
    @Test
    void defaultsDenyEverybodyInSilence() {
        var rule = BorderForm.read(Map.of("action", "deny")).orThrow();
        assertThat(rule.match().isEverything()).isTrue();
        assertThat(rule.isDrop()).isTrue();
        assertThat(rule.code()).isEqualTo(403);
        assertThat(rule.enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deny *",
                "allow 10.0.0.0/8 priority=7 enabled=false name=n",
                "deny 10.0.0.? transport=tcp port=5061 method=INVITE fromuser=100 fromdomain=a.example",
                "deny /reg/^1 touser=/reg/^9 todomain=*.example useragent=scan* denymode=reject code=480 reason=no"
            })
    void whatIsWrittenIsReadAgain(String text) {
        var rule = BorderRules.of(text);
        assertThat(BorderForm.read(BorderForm.write(rule))).isEqualTo(new Checked.Valid<>(rule));
    }

    @Test
    void anAddressOfTheOtherSpellingIsTheSameRule() {
        assertThat(BorderRules.of("deny * id=a").match().address()).isEqualTo(Pattern.ANY);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        explode *                     | action    | must be one of allow, deny
        deny sip.example.com          | address   | not a name
        deny 10.0.0.0/40              | address   | from 0 to 32
        deny /reg/(                   | address   | bad regular expression
        deny * method=/reg/(          | method    | bad regular expression
        deny * transport=sctp         | transport | must be one of udp, tcp, tls
        deny * port=70000             | port      | must be from 0 to 65535
        deny * denymode=tarpit        | denymode  | must be one of drop, reject
        deny * code=200               | code      | must be from 400 to 699
        deny * colour=red             | colour    | unknown field
        """)
    void refuses(String text, String field, String message) {
        var checked = BorderForm.read(BorderRules.document(text));
        assertThat(checked).isInstanceOf(Checked.Invalid.class);
        var errors = ((Checked.Invalid<BorderRule>) checked).errors();
        assertThat(errors).extracting(FieldError::field).containsExactly(field);
        assertThat(errors.getFirst().message()).contains(message);
    }
}
