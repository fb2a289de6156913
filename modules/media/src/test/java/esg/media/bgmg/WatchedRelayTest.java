package esg.media.bgmg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaRelay.End;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the watch of a session hears, and keys that are put in. */
class WatchedRelayTest extends RelayFixture {
    @Test
    void aKeyIsToldOnceAtItsEnd() {
        agree();
        caller.speak(toCaller);
        for (int duration = 160; duration <= 800; duration += 160) caller.press(toCaller, 11, false, duration);
        for (int i = 0; i < 3; i++) caller.press(toCaller, 11, true, 960);
        await().until(() -> said.contains("CALLER # 120"));
        caller.speak(toCaller);
        caller.press(toCaller, 1, true, 400);
        await().until(() -> said.contains("CALLER 1 50"));
        assertThat(said).hasSize(2);
    }

    @Test
    void aKeyIsSentInTheStreamOfTheOther() {
        agree();
        assertThat(session.dial(End.CALLEE, 'x', 100)).isFalse();
        var first = caller.speak(toCaller);
        assertThat(callee.hears()).isEqualTo(first);
        assertThat(session.dial(End.CALLEE, '5', 60)).isTrue();
        int sequence = number(first);
        for (int i = 1; i <= 5; i++) {
            var key = callee.hears();
            assertThat(key).hasSize(16);
            assertThat(number(key)).as("numbered on").isEqualTo(sequence + i & 0xffff);
            assertThat(key[1] & 0xff).as("the first is marked").isEqualTo(i == 1 ? 0x80 | Phone.EVENTS : Phone.EVENTS);
            assertThat(key[12]).isEqualTo((byte) 5);
            assertThat((key[13] & 0x80) != 0)
                    .as("said three times that it ends")
                    .isEqualTo(i >= 3);
            assertThat((key[14] & 0xff) << 8 | key[15] & 0xff).isEqualTo(Math.min(i, 3) * 160);
        }
        var next = caller.speak(toCaller);
        var heard = callee.hears();
        assertThat(heard).isNotEmpty();
        assertThat(number(heard)).as("nothing seems lost").isEqualTo(sequence + 6 & 0xffff);
        assertThat(Arrays.copyOfRange(heard, 4, heard.length)).isEqualTo(Arrays.copyOfRange(next, 4, next.length));
    }

    private static int number(byte[] packet) {
        return (packet[2] & 0xff) << 8 | packet[3] & 0xff;
    }

    @Test
    void noKeyIsSentToWhoKnowsNone() {
        agree(
                caller.sdp(),
                new String(callee.sdp(), UTF_8).replace(" 101\r\n", "\r\n").getBytes(UTF_8));
        assertThat(session.dial(End.CALLEE, '5', 60)).isFalse();
    }

    @Test
    void silenceIsToldOnceAndNotWhileOnHold() {
        agree(caller.sdp("a=sendonly\r\n"), callee.sdp("a=recvonly\r\n"));
        await().during(Duration.ofMillis(900)).until(said::isEmpty);
        agree();
        await().until(() -> said.contains("silent"));
        await().during(Duration.ofMillis(300)).until(() -> said.size() == 1);
    }

    @Test
    void whoIsNotHeardIsToldOnce() {
        agree();
        await().until(() -> {
            caller.speak(toCaller);
            return said.contains("one way CALLEE");
        });
        caller.speak(toCaller);
        assertThat(said).containsExactly("one way CALLEE");
        assertThat(caller.hears(callee.speak(toCallee))).isTrue();
        await().until(() -> {
            caller.speak(toCaller);
            return said.size() == 2;
        });
        assertThat(said).as("once more when it was heard between").containsExactly("one way CALLEE", "one way CALLEE");
    }
}
