package esg.media.bgmg;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NAT-01: whose packets are an end's. */
class LatchTest {
    /**
     * {@code =} says where the end is, {@code =?} that it is at a name, {@code =0} that it holds; a place is a packet from there that fits, with
     * a question mark one that does not.
     */
    @ParameterizedTest(name = "{0} -> {1} of {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        a:1                        | -   | .      | nobody, before anything is agreed
        =a:1                       | a:1 |        | where it said
        =a:1 a:1 a:1               | a:1 | ++     | from where it said
        =a:1 b:2 b:2 c:3           | b:2 | ++.    | from elsewhere: the first stays
        =a:1 b:2? c:3              | c:3 | .+     | what was not agreed takes no place
        =a:1 b:2 b:2?              | b:2 | ++     | whose place it is may send what it likes
        =a:1 b:2 a:1 b:2           | a:1 | ++.    | where it said counts for more
        =a:1 b:2 a:7 a:8           | a:7 | ++.    | another port of its host too
        =a:1 a:1 b:2               | a:1 | +.     | and less does not come after more
        =a:1 b:2 a:1?              | b:2 | +.     | nor what does not fit
        =a:1 b:2 =a:1 c:3          | b:2 | +.     | said again it stays
        =a:1 b:2 =c:3 b:2          | b:2 | ++     | said otherwise it begins anew
        =a:1 b:2 =c:3 b:2 d:4 b:2  | d:4 | +++.   | by another, who counts for more than the one before that still speaks
        =a:1 b:2 =c:3              | c:3 | +      | and is sent where it says until it speaks
        =a:1 b:2 =0 =a:1 c:3       | b:2 | +.     | after a hold it is where it was
        =? b:2 c:3                 | b:2 | +.     | a name says nothing
        =a:1 b:2 =? c:3            | c:3 | ++     | but that it is another
        """)
    void knowsAnEndByItsPackets(String events, @Nullable String remote, @Nullable String admitted, String why) {
        var latch = new Latch();
        var seen = new StringBuilder();
        for (var event : events.split(" ")) {
            if (event.equals("=0")) latch.held();
            else if (event.equals("=?")) latch.told(null);
            else if (event.startsWith("=")) latch.told(at(event.substring(1)));
            else seen.append(latch.admits(at(event.replace("?", "")), !event.endsWith("?")) ? '+' : '.');
        }
        assertThat(seen.toString()).as(why).isEqualTo(admitted == null ? "" : admitted);
        assertThat(latch.remote()).as(why).isEqualTo(remote == null ? null : at(remote));
    }

    private static InetSocketAddress at(String place) {
        return new InetSocketAddress("10.0.0." + (place.charAt(0) - 'a' + 1), place.charAt(2));
    }
}
