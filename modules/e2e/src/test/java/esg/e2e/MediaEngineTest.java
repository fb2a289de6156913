package esg.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import esg.media.rtpengine.Rtpengine;
import esg.media.rtpengine.RtpengineSettings;
import esg.media.sdp.AudioStream;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.sdp.Outcome;
import esg.media.tone.Sound;
import esg.media.tone.ToneDetector;
import esg.media.tone.ToneDetector.Heard;
import esg.media.tone.ToneDetector.Kind;
import esg.media.tone.TonePort;
import esg.media.tone.Tones;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audio through Debian's rtpengine, told by {@link Rtpengine} what two ends say (MED-05, BGM-01, NAT-01). */
class MediaEngineTest {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @TempDir
    Path dir;

    private RtpengineDaemon daemon;
    private Rtpengine relay;
    private Tones tones;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final MediaWatch watch = new MediaWatch() {
        @Override
        public void silent() {
            told.add("silent");
        }

        @Override
        public void lost(String why) {
            told.add("lost");
        }
    };

    @BeforeEach
    void start() throws IOException {
        daemon = RtpengineDaemon.start(dir.resolve("one"));
        relay = relay(daemon);
        tones = Tones.start(new Tones.Place(RtpEnd.HERE, 0, 0), 4);
    }

    @AfterEach
    void close() {
        tones.close();
        relay.close();
        daemon.close();
    }

    private static Rtpengine relay(RtpengineDaemon... daemons) throws IOException {
        var relay = Rtpengine.start(new RtpengineSettings(
                Arrays.stream(daemons).map(RtpengineDaemon::control).toList(),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                SILENCE,
                true));
        await().until(relay::isAvailable);
        return relay;
    }

    private MediaSession open(Rules caller, Rules callee) {
        return relay.open("session", Map.of(End.CALLER, caller, End.CALLEE, callee), watch);
    }

    private static Rules codecs(String... names) {
        return new Rules(RtpEnd.HERE, List.of(names), 0, false);
    }

    private static String done(CompletionStage<byte[]> stage) {
        return new String(stage.toCompletableFuture().join(), ISO_8859_1);
    }

    private static byte[] bytes(String sdp) {
        return sdp.getBytes(ISO_8859_1);
    }

    /** A telephone that plays one tone and listens for another. */
    private record Phone(TonePort port, LocalAudio audio, ToneDetector ear, int waitsFor) implements AutoCloseable {
        boolean hears() {
            return ear.heard().equals(new Heard(Kind.TONE, waitsFor));
        }

        @Override
        public void close() {
            port.close();
        }
    }

    private Phone phone(int plays, int waitsFor) {
        var ear = new ToneDetector(plays, waitsFor);
        var port = Objects.requireNonNull(tones.open(new Sound.Steady(plays), ear));
        return new Phone(port, new LocalAudio(port.local(), plays), ear, waitsFor);
    }

    /** The caller offers, the callee answers; gives what the callee was offered. */
    private static String connect(MediaSession session, Phone caller, Phone callee) {
        var offered = done(session.offer(End.CALLER, bytes(caller.audio.offer())));
        var agreed = (Outcome.Agreed) callee.audio.answer(Description.read(bytes(offered)));
        callee.port.follow(agreed.audio());
        var answered = done(session.answer(End.CALLEE, bytes(agreed.sdp())));
        caller.port.follow(audio(answered));
        return offered;
    }

    private static AudioStream audio(String sdp) {
        return LocalAudio.agreed(Description.read(bytes(sdp))).orElseThrow();
    }

    @Test
    void bothEndsHearEachOtherAndAreCounted() {
        var session = open(Rules.at(RtpEnd.HERE), Rules.at(RtpEnd.HERE));
        try (var caller = phone(425, 1004);
                var callee = phone(1004, 425)) {
            var offered = connect(session, caller, callee);
            assertThat(offered)
                    .contains("c=IN IP4 127.0.0.1")
                    .doesNotContain(":" + caller.port.local().getPort());
            await().until(() -> caller.hears() && callee.hears());
            await().until(() -> session.figures().streams().stream().allMatch(stream -> stream.packets() > 20));
            var first = session.figures().streams().getFirst();
            assertThat(first.kind()).isEqualTo("audio");
            assertThat(first.from())
                    .isEqualTo("127.0.0.1:" + caller.port.local().getPort());
            assertThat(first.heard()).isPositive();
            assertThat(told).isEmpty();
        }
        await("nobody speaks any more").atMost(SILENCE.multipliedBy(4)).until(() -> told.equals(List.of("silent")));
        session.close();
        long known = packets(session.figures());
        await("told at the end").until(() -> packets(session.figures()) >= known);
    }

    private static long packets(MediaFigures figures) {
        return figures.streams().stream()
                .mapToLong(MediaFigures.Stream::packets)
                .sum();
    }

    @Test
    void audioIsTranscodedWhereTheRulesLeaveNoCodecInCommon() {
        var session = open(codecs("PCMA"), codecs("PCMU"));
        try (var caller = phone(425, 1004);
                var callee = phone(1004, 425)) {
            var offered = connect(session, caller, callee);
            assertThat(offered).containsPattern("m=audio \\d+ RTP/AVP 0\r\n");
            await().until(() -> caller.hears() && callee.hears());
        }
        session.close();
    }

    @Test
    void anOfferAgainKeepsThePortOfTheOther() {
        var session = open(Rules.at(RtpEnd.HERE), Rules.at(RtpEnd.HERE));
        try (var caller = phone(425, 1004);
                var callee = phone(1004, 425);
                var moved = phone(425, 1004)) {
            var before = RtpEnd.audio(connect(session, caller, callee));
            caller.port.close();
            assertThat(RtpEnd.audio(connect(session, moved, callee))).isEqualTo(before);
            await().until(moved::hears);
        }
        session.close();
    }

    @Test
    void whatWasAgreedGoesOnAfterAnOfferThatWasRejected() {
        var session = open(Rules.at(RtpEnd.HERE), Rules.at(RtpEnd.HERE));
        try (var caller = phone(425, 1004);
                var callee = phone(1004, 425)) {
            connect(session, caller, callee);
            await().until(() -> caller.hears() && callee.hears());
            var elsewhere = new LocalAudio(new InetSocketAddress(RtpEnd.HERE, 9), 1).offer() + "a=inactive\r\n";
            done(session.offer(End.CALLEE, bytes(elsewhere.replace("a=sendrecv\r\n", ""))));
            session.rejected();
            long toCaller = caller.port.traffic().received();
            long toCallee = callee.port.traffic().received();
            await().until(() -> caller.port.traffic().received() > toCaller + 50
                    && callee.port.traffic().received() > toCallee + 50);
        }
        session.close();
    }

    @Test
    void anEndWithSrtpAndOneWithoutHearEachOther() throws IOException, GeneralSecurityException {
        var session = open(Rules.at(RtpEnd.HERE), new Rules(RtpEnd.HERE, List.of(), 0, true));
        try (var plain = new RtpEnd(1);
                var secure = new RtpEnd(2)) {
            var offered = done(session.offer(End.CALLER, bytes(plain.sdp("RTP/AVP"))));
            assertThat(offered).contains(" RTP/SAVP 8 101").doesNotContain("NULL");
            var theirs = Pattern.compile("a=crypto:(\\d+) " + Srtp.SUITE + " inline:(\\S+)")
                    .matcher(offered);
            assertThat(theirs.find()).as(offered).isTrue();
            var key = new byte[Srtp.KEY_AND_SALT];
            new SecureRandom().nextBytes(key);
            var line = "a=crypto:" + theirs.group(1) + " " + Srtp.SUITE + " inline:"
                    + Base64.getEncoder().encodeToString(key);
            var answered = done(session.answer(End.CALLEE, bytes(secure.sdp("RTP/SAVP", line))));
            assertThat(answered).contains(" RTP/AVP 8 101").doesNotContain("crypto");

            var in = new Srtp(Base64.getDecoder().decode(theirs.group(2)));
            var out = new Srtp(key);
            await().until(() -> {
                plain.send(plain.packet((byte) 1), RtpEnd.audio(answered));
                return secure.received().stream()
                        .map(packet -> opened(in, packet))
                        .anyMatch(sound(1));
            });
            await().until(() -> {
                secure.send(out.protect(secure.packet((byte) 2)), RtpEnd.audio(offered));
                return plain.received().stream().anyMatch(sound(2));
            });
        }
        session.close();
    }

    private static byte[] opened(Srtp srtp, byte[] packet) {
        try {
            return srtp.unprotect(packet).orElse(new byte[12]);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Predicate<byte[]> sound(int value) {
        return packet -> packet.length == 172 && packet[12] == value && packet[171] == value;
    }

    @Test
    void aKeyIsHeardByTheEndItIsDialledTo() throws IOException {
        var session = open(Rules.at(RtpEnd.HERE), Rules.at(RtpEnd.HERE));
        try (var caller = new RtpEnd(1);
                var callee = new RtpEnd(2)) {
            var offered = RtpEnd.audio(done(session.offer(End.CALLER, bytes(caller.sdp("RTP/AVP")))));
            var answered = RtpEnd.audio(done(session.answer(End.CALLEE, bytes(callee.sdp("RTP/AVP")))));
            await().until(() -> {
                caller.send(caller.packet((byte) 1), answered);
                callee.send(callee.packet((byte) 2), offered);
                return !callee.received().isEmpty() && !caller.received().isEmpty();
            });
            assertThat(session.dial(End.CALLEE, '7', 200)).isTrue();
            await().until(() -> {
                caller.send(caller.packet((byte) 1), answered);
                return callee.received().stream()
                        .anyMatch(packet -> RtpEnd.payloadType(packet) == 101 && packet[12] == 7);
            });
        }
        session.close();
    }

    @Test
    void whenAnEngineDiesItsCallsAreLostAndNewOnesUseTheOther() throws IOException {
        relay.close();
        try (var second = RtpengineDaemon.start(dir.resolve("two"))) {
            relay = relay(daemon, second);
            await("both are known").pollDelay(Duration.ofMillis(500)).until(relay::isAvailable);
            var sessions = List.of(relay.open("a", rules(), watch), relay.open("b", rules(), watch));
            try (var caller = phone(425, 1004);
                    var callee = phone(1004, 425)) {
                for (var session : sessions) done(session.offer(End.CALLER, bytes(caller.audio.offer())));
                daemon.close();
                await().until(() -> told.equals(List.of("lost")));
                var next = relay.open("c", rules(), watch);
                connect(next, caller, callee);
                await().until(() -> caller.hears() && callee.hears());
            }
            assertThat(relay.isAvailable()).isTrue();
        }
    }

    private static Map<End, Rules> rules() {
        return Map.of(End.CALLER, Rules.at(RtpEnd.HERE), End.CALLEE, Rules.at(RtpEnd.HERE));
    }
}
