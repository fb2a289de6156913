package esg.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {
    private static final String ONE = "OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\nContent-Length: 3\r\n\r\nabc";
    private static final String TWO = "SIP/2.0 200 OK\r\nl: 0\r\n\r\n";
    private final StreamFramer framer = new StreamFramer(200);
    private final List<String> frames = new ArrayList<>();

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void cutsTheSameFramesHoweverTheStreamIsDivided(int size) {
        var stream = (ONE + TWO + "\r\n\r\n" + ONE).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < stream.length; at += size) {
            framer.feed(stream, at, Math.min(size, stream.length - at), this::note);
        }
        assertThat(frames).containsExactly(ONE, TWO, "ping", ONE);
        assertThat(framer.isWaiting()).isFalse();
    }

    @Test
    void aSingleLineEndBetweenMessagesIsNoPing() {
        feed("\r\n" + ONE + "\r\n" + TWO);
        assertThat(frames).containsExactly(ONE, TWO);
    }

    @Test
    void waitsForTheRestOfABody() {
        feed(ONE.substring(0, ONE.length() - 1));
        assertThat(frames).isEmpty();
        assertThat(framer.isWaiting()).isTrue();
        feed("c");
        assertThat(frames).containsExactly(ONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -9",
                "Content-Length: 1\r\nl: 2",
                "Subject: none",
                "Content-Length: 1000",
                "no field"
            })
    void whatCannotBeCutIsGivenOutToBeAnsweredAndThenEnds(String field) {
        feed("OPTIONS sip:a@b SIP/2.0\r\n" + field + "\r\n\r\n" + ONE);
        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).startsWith("OPTIONS").endsWith("\r\n\r\n");
        assertThat(frames.getLast()).startsWith("broken");
        feed(TWO);
        assertThat(frames).as("nothing is read behind it").hasSize(2);
    }

    @Test
    void aHeaderWithoutEndIsBounded() {
        feed("OPTIONS sip:a@b SIP/2.0\r\nX: " + "y".repeat(300));
        assertThat(frames).containsExactly("broken: header longer than 200 bytes");
    }

    private void feed(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        framer.feed(bytes, 0, bytes.length, this::note);
    }

    private void note(StreamFramer.Frame frame) {
        frames.add(
                switch (frame) {
                    case StreamFramer.Frame.Message message -> new String(message.bytes(), StandardCharsets.UTF_8);
                    case StreamFramer.Frame.Ping() -> "ping";
                    case StreamFramer.Frame.Broken(String why) -> "broken: " + why;
                });
    }
}
