package esg.domain.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.border.BorderRules;
import esg.domain.normalize.NormalizationForm;
import esg.domain.route.RouteForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that never apply. */
class ShadowsTest {
    private static String told(List<Shadowed> found) {
        return found.isEmpty()
                ? "none"
                : found.getFirst().rule().id() + " by " + found.getFirst().by().id();
    }

    @ParameterizedTest(name = "{0}, then {1}: shadowed {2}")
    @CsvSource(delimiter = '|', textBlock = """
        deny *                        | allow 10.0.0.1                         | true
        allow 10.0.0.0/8              | deny 10.1.0.0/16                       | true
        allow 10.1.0.0/16             | deny 10.0.0.0/8                        | false
        allow 10.0.0.1 method=INVITE  | deny 10.0.0.1                          | false
        allow 10.0.0.1                | deny 10.0.0.1 method=INVITE            | true
        allow 10.0.0.1 port=5060      | deny 10.0.0.1 port=5060 method=INVITE  | true
        allow 10.0.0.1 port=5060      | deny 10.0.0.1 port=5061                | false
        allow 10.0.0.1 transport=tcp  | deny 10.0.0.1                          | false
        deny * useragent=friendly*    | deny 10.0.0.1 useragent=friendly-s*    | true
        deny * useragent=/reg/^frie   | deny * useragent=friend*               | false
        """)
    void ofTheBorder(String first, String later, boolean shadowed) {
        var rules = List.of(BorderRules.of(first + " priority=1"), BorderRules.of(later + " priority=2"));
        assertThat(told(Shadows.border(rules)))
                .isEqualTo(
                        shadowed
                                ? rules.getLast().id() + " by "
                                        + rules.getFirst().id()
                                : "none");
    }

    private static Map<String, Object> document(String id, int priority, Object... fields) {
        var document = new HashMap<String, Object>(Map.of("id", id, "d", "test.example", "priority", priority));
        for (int i = 0; i < fields.length; i += 2) document.put((String) fields[i], fields[i + 1]);
        return document;
    }

    @Test
    void ofRoutesOnlyOneThatRejectsBefore() {
        var rejects =
                RouteForm.read(document("r", 1, "action", "reject", "to", "7*")).orThrow();
        var sends = RouteForm.read(document("s", 1, "action", "uri", "target", "sip:a.example"))
                .orThrow();
        var later = RouteForm.read(document("l", 2, "action", "uri", "target", "sip:b.example", "to", "74*"))
                .orThrow();
        var beside = RouteForm.read(document("b", 1, "action", "uri", "target", "sip:b.example", "to", "74*"))
                .orThrow();
        assertThat(told(Shadows.routes(List.of(later, rejects), Set.of()))).isEqualTo("l by r");
        assertThat(told(Shadows.routes(List.of(later, sends), Set.of())))
                .as("failover")
                .isEqualTo("none");
        assertThat(told(Shadows.routes(List.of(beside, rejects), Set.of())))
                .as("tried in random order")
                .isEqualTo("none");
        var help = RouteForm.read(document("h", 2, "action", "uri", "target", "sip:b.example", "to", "7112"))
                .orThrow();
        assertThat(told(Shadows.routes(List.of(help, rejects), Set.of()))).isEqualTo("h by r");
        assertThat(told(Shadows.routes(List.of(help, rejects), Set.of("7112"))))
                .as("an emergency number goes before patterns")
                .isEqualTo("none");
    }

    @Test
    void ofNormalization() {
        var all = NormalizationForm.read(document("a", 1, "direction", "in")).orThrow();
        var later = NormalizationForm.read(document("l", 2, "direction", "in", "match", Map.of("from", "8*")))
                .orThrow();
        var out = NormalizationForm.read(document("o", 2, "direction", "out")).orThrow();
        assertThat(told(Shadows.normalization(List.of(later, all)))).isEqualTo("l by a");
        assertThat(told(Shadows.normalization(List.of(out, all)))).isEqualTo("none");
    }
}
