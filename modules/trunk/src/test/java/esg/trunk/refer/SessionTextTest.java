package esg.trunk.refer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of one party's media, told to somebody else. */
class SessionTextTest {
    @ParameterizedTest(name = "{0} then {1} -> {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        a 1 5 IN IP4 h | b 9 9 IN IP4 x | a 1 6 IN IP4 h | another's session goes on as the one before
        a 1 5 IN IP4 h | a 1 6 IN IP4 h | a 1 6 IN IP4 h | its own next stays
        a 1 5 IN IP4 h | a 1 5 IN IP4 h | a 1 6 IN IP4 h | it says something else without counting
        a 1 5 IN IP4 h | a 1 2 IN IP4 h | a 1 6 IN IP4 h | it was told a higher version before
        a 1 99999999999999999999 IN IP4 h | b 1 1 IN IP4 h | a 1 100000000000000000000 IN IP4 h | any number
        a 1 5 IN IP4 h | nonsense | nonsense | what cannot be read is left alone
        """)
    void goesOnWithTheSessionBefore(String before, String now, String told, String why) {
        assertThat(text(SessionText.after(sdp(before, "m=audio 1 RTP/AVP 8"), sdp(now, "m=audio 2 RTP/AVP 8"))))
                .isEqualTo(text(sdp(told, "m=audio 2 RTP/AVP 8")));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"a=sendonly, a=sendrecv", "a=recvonly, a=sendrecv", "a=inactive, a=sendrecv", "a=ptime:20, a=ptime:20"})
    void holdIsTakenBack(String said, String offered) {
        assertThat(text(SessionText.unheld(sdp("a 1 1 IN IP4 h", said))))
                .isEqualTo(text(sdp("a 1 1 IN IP4 h", offered)));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "m=audio 1 RTP/AVP 8, m=audio 1 RTP/AVP 8, true",
        "m=audio 1 RTP/AVP 8, m=audio 2 RTP/AVP 8, false",
        "a=sendrecv, a=recvonly, false"
    })
    void comparesAllButWhoseItIs(String one, String other, boolean same) {
        assertThat(SessionText.same(sdp("a 1 1 IN IP4 h", one), sdp("b 2 2 IN IP4 h", other)))
                .isEqualTo(same);
    }

    private static byte[] sdp(String origin, String line) {
        return ("v=0\r\no=" + origin + "\r\ns=-\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] sdp) {
        return new String(sdp, StandardCharsets.UTF_8);
    }
}
