package esg.trunk.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingWindowTest {
    private static final PingSettings THREE_OF_FIVE = new PingSettings(Duration.ofSeconds(1), 5, 3, 2, "ESG");

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        ''        | PENDING | nothing is known
        o         | OK      | one answer is enough at first
        x         | PENDING | one lost packet says nothing
        xx        | PENDING | nor do two
        xxx       | FAILED  | three do
        oxx       | OK      | two of five
        oxxx      | FAILED  | three of five
        oxoxox    | FAILED  | also when answers come between
        oxoxoxo   | FAILED  | one answer is no recovery
        xxxoo     | OK      | two in a row are
        xxxoox    | FAILED  | but most are lost still
        xxxooooox | OK      | forgotten
        """)
    void judgesByTheLastPings(String pings, PingState expected, String why) {
        var window = PingWindow.EMPTY;
        for (char ping : pings.toCharArray()) window = window.after(ping == 'x', THREE_OF_FIVE);
        assertThat(window.state()).as(why).isEqualTo(expected);
    }
}
