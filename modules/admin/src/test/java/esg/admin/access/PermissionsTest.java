package esg.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import esg.admin.access.Permissions.Verdict;
import esg.domain.access.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
    private static final Map<String, Principal> ALL = Map.of(
            "admin", principal(Role.ADMIN, ""),
            "viewer", principal(Role.VIEWER, ""),
            "domainadmin", principal(Role.DOMAIN_ADMIN, "acme"),
            "domainviewer", principal(Role.VIEWER, "acme"));

    private static final String EVERYBODY = "admin domainadmin domainviewer viewer";

    /** Who may read and write what, {@code {d}} being their own domain. */
    private static final String TABLE = """
        /rest/v1/master/domains                 | admin viewer | admin
        /rest/v1/master/domains/{id}            | admin viewer | admin
        /rest/v1/master/domains/{id}/export     | everybody    | -
        /rest/v1/master/domains/{id}/import     | -            | admin domainadmin
        /rest/v1/uc/providers                   | everybody    | admin domainadmin
        /rest/v1/uc/providers/{id}              | everybody    | admin domainadmin
        /rest/v1/uc/subscribers                 | everybody    | admin domainadmin
        /rest/v1/uc/subscribers/{id}            | everybody    | admin domainadmin
        /rest/v1/uc/normalizationrules          | everybody    | admin domainadmin
        /rest/v1/uc/normalizationrules/{id}     | everybody    | admin domainadmin
        /rest/v1/uc/routes                      | everybody    | admin domainadmin
        /rest/v1/uc/routes/{id}                 | everybody    | admin domainadmin
        /rest/v1/uc/records                     | everybody    | -
        /rest/v1/uc/records/export              | everybody    | -
        /rest/v1/uc/records/{id}                | everybody    | -
        /rest/v1/master/borderrules             | admin viewer | admin
        /rest/v1/master/borderrules/{id}        | admin viewer | admin
        /rest/v1/master/bans                    | admin viewer | admin
        /rest/v1/master/bans/{address}          | admin viewer | admin
        /rest/v1/master/nodes                   | admin viewer | -
        /rest/v1/master/nodes/{node}            | admin viewer | admin
        /rest/v1/master/nodes/{node}/drain      | -            | admin
        /rest/v1/master/tokens                  | admin viewer | admin
        /rest/v1/master/tokens/{id}             | admin viewer | admin
        /rest/v1/master/audit                   | admin viewer | -
        /api/session                            | everybody    | everybody
        /api/monitor/v1/esg/active              | everybody    | -
        /api/monitor/v1/providers               | everybody    | -
        /api/monitor/v1/providers/{d}/{code}    | everybody    | -
        /api/monitor/v1/providers/{d}/{code}/register | -      | admin domainadmin
        /api/monitor/v1/calls                   | everybody    | -
        /api/monitor/v1/calls/{id}              | everybody    | -
        /api/monitor/v1/calls/{id}/hangup       | -            | admin domainadmin
        /api/monitor/v1/calls/{id}/diagram      | everybody    | -
        /api/monitor/v1/calls/{id}/pcap         | everybody    | -
        /api/monitor/v1/refused                 | admin viewer | -
        /api/monitor/v1/refused/analysis        | admin viewer | -
        /api/monitor/v1/refused/{id}            | admin viewer | -
        /api/monitor/v1/border                  | admin viewer | -
        /api/monitor/v1/bindings                | everybody    | -
        /api/test/v1/substitution               | -            | everybody
        /api/test/v1/match                      | -            | everybody
        /api/test/v1/conflicts                  | everybody    | -
        /api/events                             | everybody    | -
        /metrics                                | admin viewer | -
        """;

    private static Principal principal(Role role, String d) {
        return new Principal("noc", role, d, "t1", "", Optional.empty());
    }

    private record Line(String path, String reads, String writes) {
        static List<Line> all() {
            return TABLE.lines()
                    .map(line -> line.split("\\|"))
                    .map(cells -> new Line(cells[0].strip(), cells[1].strip(), cells[2].strip()))
                    .toList();
        }

        String who(String method) {
            var who = method.equals("GET") ? reads : writes;
            return who.equals("everybody") ? EVERYBODY : who;
        }

        String own() {
            return path.replaceAll("(domains/)\\{id}(/)", "$1acme$2")
                    .replaceAll("\\{d}", "acme")
                    .replaceAll("\\{[a-z]+}", "x%401");
        }
    }

    private record Operation(String method, String path) {}

    private static List<Operation> described() throws IOException {
        var found = new ArrayList<Operation>();
        try (var file = PermissionsTest.class.getResourceAsStream("/esg/admin/openapi.yaml")) {
            for (var path : new YAMLMapper().readTree(file).path("paths").properties()) {
                path.getValue().fieldNames().forEachRemaining(name -> {
                    if (List.of("get", "post", "put", "patch", "delete").contains(name)) {
                        found.add(new Operation(name.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                });
            }
        }
        return found;
    }

    /** ADM: a new path has a rule, or this fails. */
    @Test
    void everyOperationOfTheDescriptionIsSomebodys() throws IOException {
        var lines = Line.all().stream().collect(Collectors.toMap(Line::path, line -> line));
        assertThat(described()).hasSizeGreaterThan(60).allSatisfy(operation -> {
            assertThat(lines)
                    .hasEntrySatisfying(
                            operation.path(),
                            line -> assertThat(line.who(operation.method()))
                                    .as("%s %s", operation.method(), operation.path())
                                    .isNotEqualTo("-"));
            assertThat(Permissions.rule(operation.path().replaceAll("\\{[a-z]+}", "x")))
                    .as(operation.path())
                    .isPresent();
        });
    }

    @Test
    void rolesMayWhatTheTableSays() {
        for (var line : Line.all()) {
            for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (line.who(method).equals("-")) continue;
                var may = new TreeSet<String>();
                ALL.forEach((name, by) -> {
                    if (Permissions.of(by, method, line.own(), null) instanceof Verdict.Allowed) may.add(name);
                });
                assertThat(String.join(" ", may))
                        .as("%s %s", method, line.path())
                        .isEqualTo(String.join(
                                " ", new TreeSet<>(List.of(line.who(method).split(" ")))));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}, d {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        GET  | /rest/v1/uc/providers                      | -     | yes
        GET  | /rest/v1/uc/providers                      | acme  | yes
        GET  | /rest/v1/uc/providers                      | other | no
        GET  | /rest/v1/master/domains/other/export       | -     | no
        GET  | /rest/v1/master/domains/acme/export        | other | no
        POST | /rest/v1/master/domains/other/import       | acme  | no
        POST | /rest/v1/master/domains/%61cme/import      | -     | yes
        GET  | /rest/v1/master/domains/acme               | -     | no
        GET  | /rest/v1/master/domains/acme/export/x      | -     | no
        POST | /api/monitor/v1/providers/other/c/register | -     | no
        GET  | /api/monitor/v1/providers/other/c          | acme  | no
        GET  | /api/monitor/v1/callsofothers              | -     | no
        GET  | /rest/v1//uc/providers                     | -     | no
        GET  | /rest/v1/uc/nothing                        | -     | no
        """)
    void oneDomainsAdminStaysInIt(String method, String path, @Nullable String d, String may) {
        var verdict = Permissions.of(principal(Role.DOMAIN_ADMIN, "acme"), method, path, d);
        assertThat(verdict instanceof Verdict.Allowed).as(verdict.toString()).isEqualTo(may.equals("yes"));
    }
}
