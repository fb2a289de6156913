package esg.domain.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizationFormTest {
    private static Map<String, Object> document(Map<String, Object> more) {
        var document = new HashMap<String, Object>(Map.of("id", "r", "d", "test.example", "direction", "in"));
        document.putAll(more);
        return document;
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var rule = NormalizationForm.read(document(Map.of(
                        "name",
                        "n",
                        "enabled",
                        false,
                        "priority",
                        7,
                        "providercode",
                        "p*",
                        "match",
                        Map.of("from", "/reg/^(1)", "to", "2*", "ruri", "3"),
                        "set",
                        Map.of(
                                "fromuser",
                                "{1}",
                                "fromname",
                                "",
                                "fromdomain",
                                "a.example",
                                "touser",
                                "{from.1}",
                                "todomain",
                                "{from.domain}",
                                "ruriuser",
                                "y",
                                "pai",
                                "",
                                "headers",
                                Map.of("X-One", "{to.user}")))))
                .orThrow();
        assertThat(NormalizationForm.read(NormalizationForm.write(rule))).isEqualTo(new Checked.Valid<>(rule));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Map.of("d", ""), "d", "is required"),
                Arguments.of(Map.of("direction", "up"), "direction", "must be one of"),
                Arguments.of(Map.of("match", "x"), "match", "must be an object"),
                Arguments.of(Map.of("match", Map.of("to", "/reg/(")), "match.to", "bad regular expression"),
                Arguments.of(Map.of("match", Map.of("too", "1")), "match.too", "unknown field"),
                Arguments.of(Map.of("set", Map.of("colour", "red")), "set.colour", "unknown field"),
                Arguments.of(Map.of("set", Map.of("touser", "{to.usr}")), "set.touser", "there is no {to.usr}"),
                Arguments.of(Map.of("set", Map.of("touser", "{1")), "set.touser", "brace that is alone"),
                Arguments.of(Map.of("set", Map.of("todomain", "not a host")), "set.todomain", "not a host"),
                Arguments.of(
                        Map.of("set", Map.of("headers", Map.of("Via", "x"))),
                        "set.headers.Via",
                        "written by the gateway"),
                Arguments.of(Map.of("set", Map.of("headers", Map.of("a b", "x"))), "set.headers.a b", "not the name"),
                Arguments.of(Map.of("set", Map.of("headers", Map.of("X-One", 1))), "set.headers.X-One", "must be text"),
                Arguments.of(Map.of("set", Map.of("touser", "8{1}")), "set.touser", "no group {1}"),
                Arguments.of(
                        Map.of("match", Map.of("to", "/reg/(.)"), "set", Map.of("touser", "{from.1}")),
                        "set.touser",
                        "no group {from.1}"),
                Arguments.of(
                        Map.of("set", Map.of("headers", new TreeMap<>(Map.of("Privacy", "id", "privacy", "none")))),
                        "set.headers.privacy",
                        "named twice"),
                Arguments.of(Map.of("colour", "red"), "colour", "unknown field"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("refusals")
    void refuses(Map<String, Object> more, String field, String message) {
        var checked = NormalizationForm.read(document(more));
        assertThat(checked).isInstanceOf(Checked.Invalid.class);
        var errors = ((Checked.Invalid<NormalizationRule>) checked).errors();
        assertThat(errors).extracting(FieldError::field).containsExactly(field);
        assertThat(errors.getFirst().message()).contains(message);
    }
}
