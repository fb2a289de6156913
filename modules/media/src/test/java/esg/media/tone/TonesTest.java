package esg.media.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.media.sdp.AudioStream;
import esg.media.sdp.Codec;
import esg.media.sdp.Direction;
import esg.media.tone.ToneDetector.Heard;
import esg.media.tone.ToneDetector.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two sockets on loopback that play to each other. */
class TonesTest {
    private static final Sound SOFT = new Sound.Steady(425);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(HERE, 9);

    private Tones tones;
    private final List<TonePort> open = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        tones = Tones.start(new Tones.Place(HERE, 0, 0), 3);
    }

    @AfterEach
    void close() {
        open.forEach(TonePort::close);
        tones.close();
    }

    private TonePort port(Sound sound, @Nullable ToneDetector ear) {
        var port = Objects.requireNonNull(tones.open(sound, ear));
        open.add(port);
        return port;
    }

    private static AudioStream to(@Nullable InetSocketAddress remote, Direction direction) {
        return new AudioStream(Codec.PCMA, 8, remote, direction);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void aToneIsHeardAtTheOtherEnd(Codec codec) {
        var ear = new ToneDetector(425, 1004);
        var player = port(Sound.TEST_TONE, null);
        var listener = port(SOFT, ear);
        player.follow(new AudioStream(codec, 97, listener.local(), Direction.SENDRECV));
        listener.follow(new AudioStream(codec, 97, player.local(), Direction.SENDRECV));

        await().until(() -> ear.heard().equals(new Heard(Kind.TONE, 1004)));
        assertThat(player.traffic().sentBytes()).isEqualTo(player.traffic().sent() * 172);
        await("both ways").until(() -> player.traffic().received() > 10);
        assertThat(listener.traffic().lost()).isZero();
    }

    /** NAT-01, NAT-02: the address in the session description is a private one behind a NAT, of which no port is mapped. */
    @Test
    void audioGoesWhereAudioComesFrom() {
        var player = port(Sound.TEST_TONE, null);
        var behindNat = port(SOFT, null);
        player.follow(to(NOWHERE, Direction.SENDRECV));
        behindNat.follow(to(player.local(), Direction.SENDRECV));

        await().until(() -> behindNat.traffic().received() > 5);
    }

    @Test
    void nobodyElseTakesThePlaceOfWhoSpeaks() {
        var player = port(Sound.TEST_TONE, null);
        var peer = port(SOFT, null);
        var stranger = port(SOFT, null);
        player.follow(to(peer.local(), Direction.SENDRECV));
        peer.follow(to(player.local(), Direction.SENDRECV));
        await().until(() -> player.traffic().received() > 2);
        stranger.follow(to(player.local(), Direction.SENDRECV));

        await().until(() -> stranger.traffic().sent() > 10);
        assertThat(stranger.traffic().received()).isZero();
        peer.close();
        await("until that one is silent").until(() -> stranger.traffic().received() > 2);
    }

    @Test
    void isSilentWhileItIsHeld() {
        var player = port(Sound.TEST_TONE, null);
        var peer = port(SOFT, null);
        player.follow(to(peer.local(), Direction.SENDRECV));
        peer.follow(to(player.local(), Direction.SENDRECV));
        await().until(() -> peer.traffic().received() > 2 && player.traffic().received() > 2);
        player.follow(to(peer.local(), Direction.RECVONLY));

        long heard = player.traffic().received();
        await("it is spoken to").until(() -> player.traffic().received() > heard + 3);
        long sent = player.traffic().sent();
        await("and still is").until(() -> player.traffic().received() > heard + 10);
        assertThat(player.traffic().sent()).isEqualTo(sent);
        player.follow(to(peer.local(), Direction.SENDRECV));
        await("taken off hold").until(() -> player.traffic().sent() > sent);
    }

    @Test
    void anEchoSaysWhatItHears() {
        var ear = new ToneDetector(425, 1004);
        var echo = port(new Sound.Echo(), null);
        var speaker = port(SOFT, ear);
        echo.follow(to(NOWHERE, Direction.SENDRECV));
        speaker.follow(to(echo.local(), Direction.SENDRECV));

        await().until(() -> ear.heard().equals(new Heard(Kind.TONE, 425)));
    }

    @Test
    void opensNoMoreThanItMay() {
        for (int i = 0; i < 3; i++)
            assertThat(port(SOFT, null).local().getPort()).isPositive();
        assertThat(tones.open(SOFT, null)).isNull();
        open.removeFirst().close();
        assertThat(port(SOFT, null)).isNotNull();
    }

    @Test
    void takesEvenPortsOfItsRangeAndNoOthers() throws IOException {
        try (var few = Tones.start(new Tones.Place(HERE, 9_211, 9_214), 10)) {
            var first = Objects.requireNonNull(few.open(SOFT, null));
            var second = Objects.requireNonNull(few.open(SOFT, null));
            assertThat(List.of(first.local().getPort(), second.local().getPort()))
                    .containsExactlyInAnyOrder(9_212, 9_214);
            assertThat(few.open(SOFT, null)).as("all taken").isNull();
            first.close();
            second.close();
            await("free again")
                    .until(() -> few.open(SOFT, null), Objects::nonNull)
                    .close();
        }
    }
}
