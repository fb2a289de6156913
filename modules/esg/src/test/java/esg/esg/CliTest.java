package esg.esg;

import static org.assertj.core.api.Assertions.assertThat;

import esg.esg.call.CallOptions;
import esg.esg.settings.StartFailure;
import esg.sip.transport.Addresses;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String placed = "";

    @Test
    void handsTheSettingsToTheNodeAndItsExitCodeBack() {
        int code = execute(
                (_, settings, _) -> settings.http().port(), "run", "--set", "esg.http.port=7", "--set", "esg.site=x");
        assertThat(code).isEqualTo(7);
    }

    @Test
    void saysWhyANodeCannotStart() {
        int code = execute(
                (_, _, _) -> {
                    throw new StartFailure("outside udp 0.0.0.0:5080: port is taken");
                },
                "run");
        assertThat(code).isEqualTo(1);
        assertThat(err)
                .hasToString("esg: cannot start: outside udp 0.0.0.0:5080: port is taken" + System.lineSeparator());
    }

    @Test
    void refusesAWrongSettingBeforeTheNodeStarts() {
        assertThat(execute((_, _, demo) -> demo ? 5 : 0, "run", "--demo")).isEqualTo(5);
        assertThat(execute((_, _, _) -> 0, "run", "-c", "/nowhere/esg.conf")).isEqualTo(1);
        assertThat(err.toString()).contains("/nowhere/esg.conf: no such file");
    }

    @Test
    void showsItsUsage() {
        assertThat(execute((_, _, _) -> 1, "--help")).isZero();
        assertThat(execute((_, _, _) -> 1, "run", "--help")).isZero();
        assertThat(out.toString()).contains("run", "--config=FILE", "--set=KEY=VALUE");
        assertThat(execute((_, _, _) -> 1)).isEqualTo(2);
        assertThat(execute((_, _, _) -> 1, "fly")).isEqualTo(2);
    }

    @Test
    void handsTheClusterItsOptions() {
        assertThat(execute((_, _, _) -> 0, "cluster")).isEqualTo(3);
        assertThat(execute((_, _, _) -> 0, "cluster", "--nodes", "5", "--postgres", "jdbc:postgresql://db/esg"))
                .isEqualTo(5);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        --nodes 0       | --nodes 0: must be 1 to 16
        --nodes 17      | --nodes 17: must be 1 to 16
        --nodes many    | 'many' is not an int
        --offset -1     | --offset -1: must not be negative
        --set esg.x     | --set esg.x: must be KEY=VALUE
        """)
    void refusesAWrongCluster(String arguments, String why) {
        var all = ("cluster " + arguments).split(" ");
        assertThat(execute((_, _, _) -> 0, all)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    @Test
    void handsTheDrillItsOptions() {
        assertThat(execute((_, _, _) -> 0, "drill", "failover")).isEqualTo(1001);
        assertThat(execute((_, _, _) -> 0, "drill", "hang", "--accounts", "20", "--runs", "5"))
                .isEqualTo(25);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        fire                     | fire: must be failover, failback, hang, partition, rolling
        hang --accounts 0        | --accounts 0: must be 1 to 100000
        hang --runs 0            | --runs 0: must be at least 1
        hang --nodes 2           | --nodes 2: a drill needs 3
        """)
    void refusesAWrongDrill(String arguments, String why) {
        var all = ("drill " + arguments).split(" ");
        assertThat(execute((_, _, _) -> 0, all)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        call --from 1 --to 2                                                              | 1 2 "" 127.0.0.1:5060 5
        call --from 1 --to 2 -d example.org --seconds 9                                   | 1 2 "example.org" 127.0.0.1:5060 9
        call --from 1 --to 2 --set esg.roles.sg.listen.0.port=7                           | 1 2 "" 127.0.0.1:7 5
        call --from 1 --to 2 --set esg.roles.sg.listen=[{transport=udp,host="::",port=7}] | 1 2 "" [0:0:0:0:0:0:0:1]:7 5
        call --from 1 --to 2 --node 127.0.0.9                                             | 1 2 "" 127.0.0.9:5060 5
        call --from 1 --to 2 --node sip:[::1]:6000                                        | 1 2 "" [0:0:0:0:0:0:0:1]:6000 5
        """)
    void handsTheCallItsOptions(String arguments, String expected) {
        assertThat(execute((_, _, _) -> 0, arguments.split(" "))).isEqualTo(7);
        assertThat(placed).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        call --from 1                                    | Missing required option: '--to=B'
        call --from 1 --to 2 --seconds 0                 | --seconds 0: must be 1 to 3600
        call --from 1 --to 2 --ring 9999                 | --ring 9999: must be 1 to 3600
        call --from 1 --to 2 --header nonsense           | --header nonsense: must be 'NAME: VALUE'
        call --from 1 --to 2 --header Via:x              | --header Via:x: is the call's own
        call --from 1 --to 2 --node 1:2:3                | --node 1:2:3: must be host:port or a sip URI
        call --from 1 --to 2 --node sip:h;transport=tcp  | --node sip:h;transport=tcp: calls go by UDP, not tcp
        call --from 1 --to 2 --set esg.roles.sg.enabled=off | --node: is needed
        """)
    void refusesAWrongCall(String arguments, String why) {
        assertThat(execute((_, _, _) -> 0, arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    private int placed(CallOptions options) {
        placed = options.from() + " " + options.to() + " \"" + options.d() + "\" " + Addresses.text(options.node())
                + " " + options.talk().toSeconds();
        return 7;
    }

    private int execute(NodeStarter starter, String... args) {
        return Cli.commandLine(new Starters(
                        starter,
                        options -> options.nodes(),
                        options -> options.accounts() + options.runs(),
                        this::placed))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
