package esg.media.bgmg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telephone events (RFC 4733), heard and sent. */
class EventsTest {
    private final List<String> heard = new ArrayList<>();
    private final EventEar ear = new EventEar((digit, millis) -> heard.add(digit + ":" + millis));
    private long now;

    /** {@code timestamp/event/duration}, the end with an exclamation mark; {@code s} is speech, {@code -} half a second later. */
    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        1/5/160 1/5/320 1/5/480! 1/5/480! 1/5/480!   | 5:60            | once, though its end is sent three times
        1/5/480!                                     | 5:60            | if no other packet of it came
        1/5/160 900/5/160!                           | 5:20 5:20       | whose end was lost, when the next begins
        1/5/160 s - s s                              | 5:20            | or when speech follows
        1/5/160 s 1/5/480!                           | 5:60            | speech between its packets
        1/5/160                                      |                 | not before its end
        1/10/800! 999/11/800! 2000/15/800!           | *:100 #:100 D:100 | all keys
        1/16/800!                                    |                 | a flash is no key
        1/5/65535 65536/5/160 65536/5/800!           | 5:8291          | longer than a packet can say
        """)
    void tellsAKeyOnce(String packets, @Nullable String told, String why) {
        for (var packet : packets.split(" ")) {
            if (packet.equals("-")) now += TimeUnit.MILLISECONDS.toNanos(500);
            else if (packet.equals("s")) ear.spoke(now);
            else ear.took(event(packet), now);
        }
        assertThat(String.join(" ", heard)).as(why).isEqualTo(told == null ? "" : told);
    }

    private static Header event(String text) {
        var parts = text.replace("!", "").split("/");
        var packet = ByteBuffer.allocate(16);
        packet.put((byte) 0x80)
                .put((byte) 101)
                .putShort((short) 1)
                .putInt(Integer.parseInt(parts[0]))
                .putInt(7);
        packet.put(Byte.parseByte(parts[1])).put((byte) (text.endsWith("!") ? 0x8a : 0x0a));
        packet.putShort((short) Integer.parseInt(parts[2])).flip();
        return new Header(packet);
    }

    @Test
    void aPacketThatLiesIsNoKey() {
        var packet = ByteBuffer.allocate(13);
        packet.put(0, (byte) 0x9f).put(1, (byte) 101);
        ear.took(new Header(packet), 0);
        ear.took(new Header(ByteBuffer.allocate(12).put(0, (byte) 0x80)), 0);
        assertThat(heard).isEmpty();
    }

    private final List<ByteBuffer> sent = new ArrayList<>();
    private final Dialer dialer =
            new Dialer(packet -> sent.add(ByteBuffer.allocate(16).put(packet).flip()));

    private static Header speech(int number, int timestamp) {
        var packet = ByteBuffer.allocate(20).put((byte) 0x80).put((byte) 8).putShort((short) number);
        return new Header(packet.putInt(timestamp).putInt(7).clear());
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            dialer.tick(now);
            now += Dialer.STEP;
        }
    }

    @Test
    void aKeyTakesThePlaceOfSpeech() {
        assertThat(dialer.passes(speech(65_534, 1_000), now)).isTrue();
        dialer.dial(101, 5, 40, now);
        now += Dialer.STEP;
        steps(1);
        assertThat(dialer.passes(speech(65_535, 1_160), now))
                .as("while it lasts")
                .isFalse();
        steps(1);
        var after = speech(0, 1_320);
        assertThat(dialer.passes(after, now)).isTrue();
        assertThat(after.sequence()).as("no gap").isEqualTo(1);
        steps(2);
        var last = speech(1, 1_480);
        assertThat(dialer.passes(last, now)).isTrue();
        assertThat(last.sequence()).isEqualTo(4);
        assertThat(sent).extracting(packet -> packet.getShort(2) & 0xffff).containsExactly(65_535, 0, 2, 3);
        assertThat(sent).as("when it began").allMatch(packet -> packet.getInt(4) == 1_160);
        assertThat(sent).as("in the other's stream").allMatch(packet -> packet.getInt(8) == 7);
        assertThat(dialer.isIdle()).isTrue();
    }

    @Test
    void keysAreApart() {
        dialer.dial(101, 5, 40, now);
        dialer.dial(101, 5, 40, now);
        steps(30);
        assertThat(sent).hasSize(8);
        int first = sent.getFirst().getInt(4);
        int second = sent.getLast().getInt(4);
        assertThat(second - first).as("silence of 100 ms between them").isGreaterThanOrEqualTo(320 + 800);
    }

    @Test
    void anotherSenderIsNotRenumbered() {
        dialer.dial(101, 5, 40, now);
        steps(6);
        var packet = speech(9, 1);
        assertThat(dialer.passes(packet, now)).isTrue();
        assertThat(packet.sequence()).isEqualTo(9);
    }

    @Test
    void keysHeardAreKeysSent() {
        dialer.dial(101, EventEar.event('a'), 100, now);
        steps(20);
        sent.forEach(packet -> ear.took(new Header(packet), now));
        assertThat(heard).containsExactly("A:100");
    }
}
