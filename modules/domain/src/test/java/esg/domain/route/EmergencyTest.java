package esg.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules a call to 112 tries (OUT-03). */
class EmergencyTest {
    private static final RouteQuery HELP = new RouteQuery(Origin.SUBSCRIBER, "", "200", "112", true);

    /** {@code name priority to action}; failovercodes are none. */
    private static Route rule(String text) {
        var words = text.strip().split(" ");
        var target = switch (words[3]) {
            case "external" -> "p1";
            case "uri" -> "sip:192.0.2.1";
            case "domain" -> "b.example";
            default -> "";
        };
        return RouteForm.read(Map.of(
                        "id",
                        words[0],
                        "d",
                        "a.example",
                        "name",
                        words[0],
                        "priority",
                        Integer.parseInt(words[1]),
                        "to",
                        words[2],
                        "action",
                        words[3],
                        "target",
                        target,
                        "failovercodes",
                        List.of()))
                .orThrow();
    }

    private static List<Route> rules(String text) {
        var rules = new ArrayList<Route>();
        for (var rule : text.split(",")) rules.add(rule(rule));
        return rules;
    }

    private static String names(List<Route> routes) {
        return routes.stream().map(Route::name).collect(Collectors.joining(" "));
    }

    private static List<Route> tried(String rules, RouteQuery query) {
        Map<String, List<Route>> of =
                Map.of("a.example", rules(rules), "b.example", rules("b1 5 * reject, b2 9 * external"));
        return RouteTable.through(d -> of.getOrDefault(d, List.of()), "a.example", query, new Random(1), 5);
    }

    @ParameterizedTest(name = "{2}: {0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        any 1 * external, help 50 112 external                         | help any      | the number itself goes before patterns
        other 1 113 external, any 2 * external                         | any           | other numbers stay out of it
        mask 1 11? external, regex 2 /reg/^112$ external               | mask regex    | patterns go by priority, however narrow
        b 7 112 external, a 3 112 external, c 1 * external             | a b c         | by priority among those that name it
        no 1 1* reject, out 9 * external                               | out no        | a pattern rejects after providers
        no 1 1* reject, here 2 * uri, out 9 * external, last 10 * uri  | here out no last | and keeps what it kept behind it
        no 1 1* reject, here 2 * uri                                   | no here       | without a provider it holds
        never 9 112 reject, any 1 * external                           | never any     | who rejects the number itself means it
        help 1 112 external, never 2 112 reject, any 1 * external      | help never any | in its place
        no 1 * reject, to 2 * domain                                   | b2 no b1      | providers of another domain count
        to 9 112 domain, any 1 * external                              | b2 any b1     | another domain may be named for it
        """)
    void ordersRules(String rules, String names, String why) {
        assertThat(names(tried(rules, HELP))).isEqualTo(names);
    }

    @Test
    void anyFailureLeadsToTheNext() {
        assertThat(tried("one 1 * external, two 2 * uri", HELP))
                .allSatisfy(route -> assertThat(route.failovercodes()).contains(300, 403, 486, 487, 603, 699));
    }

    @Test
    void othersAreTriedAsTheirRulesSay() {
        var query = new RouteQuery(Origin.SUBSCRIBER, "", "200", "112");
        var tried = tried("any 1 * external, no 2 1* reject, help 50 112 external", query);
        assertThat(names(tried)).isEqualTo("any no help");
        assertThat(tried.getFirst().failovercodes()).isEmpty();
    }

    /** A circle of domains leads nowhere, and what else there is is tried. */
    @Test
    void aCircleKeepsNothingBack() {
        var circle = RouteTable.through(
                _ -> rules("round 1 112 domain, out 9 * external"), "b.example", HELP, new Random(1), 5);
        assertThat(names(circle)).isEqualTo("out");
        var nothingElse = RouteTable.through(_ -> rules("round 1 * domain"), "b.example", HELP, new Random(1), 5);
        assertThat(nothingElse).extracting(Route::action).containsExactly(Action.DOMAIN);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        other 1 113 uri, no 2 * reject, out 9 * external, help 50 112 external | help out no other
        no 1 * reject, far 2 * domain                                          | far no
        """)
    void tellsRulesAsTheyAreTried(String rules, String names) {
        assertThat(names(RouteTable.told(rules(rules), HELP))).isEqualTo(names);
    }
}
