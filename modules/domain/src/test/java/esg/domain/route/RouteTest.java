package esg.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTest {
    private static Map<String, Object> document(Object... fields) {
        var doc = new LinkedHashMap<String, Object>(
                Map.of("d", "test.example", "name", "n", "action", "external", "target", "pbx"));
        for (int i = 0; i < fields.length; i += 2) doc.put((String) fields[i], fields[i + 1]);
        return doc;
    }

    private static Route route(Object... fields) {
        return RouteForm.read(document(fields)).orThrow();
    }

    private static List<String> names(List<Route> routes) {
        return routes.stream().map(Route::name).toList();
    }

    @Test
    void defaultsTakeEveryCall() {
        var route = route();
        assertThat(route.failovercodes()).containsExactly(408, 500, 502, 503, 504);
        assertThat(RouteTable.inOrder(List.of(route), new RouteQuery(Origin.SUBSCRIBER, "", "", ""), new Random(1)))
                .containsExactly(route);
        assertThat(RouteForm.read(RouteForm.write(route))).isEqualTo(new Checked.Valid<>(route));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("d", "", "is required"),
                Arguments.of("action", "", "is required"),
                Arguments.of("action", "explode", "must be one of"),
                Arguments.of("target", "", "is required"),
                Arguments.of("target", "a@", "CODE or CODE@domain"),
                Arguments.of("origin", "mars", "must be one of"),
                Arguments.of("to", "/reg/(", "bad regular expression"),
                Arguments.of("priority", "high", "must be a whole number"),
                Arguments.of("code", 200, "must be from 400 to 699"),
                Arguments.of("failovercodes", List.of(1000), "from 300 to 699"),
                Arguments.of("touser", "a@b", "may not contain"),
                Arguments.of("colour", "red", "unknown field"));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @MethodSource("refusals")
    void refusesNamingTheField(String field, Object value, String why) {
        assertThat(errors(document(field, value))).anySatisfy(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(why);
        });
    }

    @ParameterizedTest(name = "test {0}: {1}")
    @CsvSource({"'', true", "tone, true", "echo, true", "Tone, false", "sip:10.0.0.1, false"})
    void targetOfTestIsToneOrEcho(String target, boolean good) {
        assertThat(errors(document("action", "test", "target", target)).isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sip:10.0.0.1, true", "sip:bob@pbx.example:5070;transport=tcp, true", "sips:[2001:db8::1]:5061, true",
        "tel:123, false", "pbx.example, false", "sip:, false"
    })
    void targetOfUriIsASipUri(String target, boolean good) {
        assertThat(errors(document("action", "uri", "target", target)).isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} fits {4} {5} {6} {7}: {8}")
    @CsvSource(delimiter = '|', textBlock = """
        any        | *    | *  | 8*         | provider   | pbx | 100 | 8495 | true
        provider   | *    | *  | *          | subscriber | ''  | 100 | 8495 | false
        subscriber | *    | 1* | *          | subscriber | ''  | 100 | 8495 | true
        subscriber | *    | 1* | *          | subscriber | ''  | 200 | 8495 | false
        provider   | pb?  | *  | *          | provider   | pbx | 100 | ''   | true
        provider   | trnk | *  | *          | provider   | pbx | 100 | ''   | false
        any        | *    | *  | /reg/^\\d{3}$ | provider | pbx | 100 | 112  | true
        any        | *    | *  | /reg/^\\d{3}$ | provider | pbx | 100 | 1120 | false
        """)
    void picksRulesThatFit(
            String origin, String code, String from, String to, String o, String c, String f, String t, boolean fits) {
        var route = route("origin", origin, "providercode", code, "from", from, "to", to);
        var query = new RouteQuery(Origin.of(o).orElseThrow(), c, f, t);
        assertThat(RouteTable.inOrder(List.of(route), query, new Random(1))).hasSize(fits ? 1 : 0);
    }

    @Test
    void equalPrioritiesAreShuffledAndDisabledRulesLeftOut() {
        var rules = List.of(
                route("name", "last", "priority", 9),
                route("name", "a", "priority", 5),
                route("name", "b", "priority", 5),
                route("name", "off", "enabled", false),
                route("name", "first", "priority", 1));
        var orders = new HashSet<List<String>>();
        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            orders.add(names(RouteTable.inOrder(rules, new RouteQuery(Origin.ANY, "", "", ""), random)));
        }
        assertThat(new ArrayList<>(orders))
                .containsExactlyInAnyOrder(List.of("first", "a", "b", "last"), List.of("first", "b", "a", "last"));
    }

    private static Route rule(String name, int priority, String d, String action, String target) {
        return route("name", name, "priority", priority, "d", d, "action", action, "target", target);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "subscriber, '', true",
        "subscriber, 200, true",
        "subscriber, a@b, false",
        "domain, other.example, true",
        "domain, '', false",
        "domain, test.example, false",
        "domain, a b, false"
    })
    void namesSubscribersAndOtherDomains(String action, String target, boolean good) {
        assertThat(errors(document("action", action, "target", target)).isEmpty())
                .isEqualTo(good);
    }

    /** RTE-02: the rules of the other domain stand in place of the rule that leads there; a circle is left where it closes. */
    @ParameterizedTest(name = "at most {0}: {1}")
    @CsvSource({
        "5, first a1 c1 back b2 last",
        "2, first a1 c1 back b2 last",
        "1, first a1 to-c b2 last",
        "0, first to-b last"
    })
    void goesOnWithTheRulesOfOtherDomains(int most, String names) {
        var rules = Map.of(
                "test.example",
                List.of(
                        rule("first", 1, "test.example", "external", "x"),
                        rule("to-b", 2, "test.example", "domain", "B.example"),
                        rule("last", 3, "test.example", "reject", "")),
                "b.example",
                List.of(
                        rule("a1", 1, "b.example", "subscriber", ""),
                        rule("to-c", 2, "b.example", "domain", "c.example"),
                        rule("b2", 3, "b.example", "external", "x")),
                "c.example",
                List.of(
                        rule("c1", 1, "c.example", "external", "x"),
                        rule("back", 2, "c.example", "domain", "test.example")));
        var routes = RouteTable.through(
                d -> rules.getOrDefault(d, List.of()),
                "test.example",
                new RouteQuery(Origin.SUBSCRIBER, "", "", ""),
                new Random(1),
                most);
        assertThat(String.join(" ", names(routes))).isEqualTo(names);
    }

    private static List<FieldError> errors(Map<String, Object> doc) {
        return RouteForm.read(doc) instanceof Checked.Invalid<Route>(List<FieldError> errors) ? errors : List.of();
    }
}
