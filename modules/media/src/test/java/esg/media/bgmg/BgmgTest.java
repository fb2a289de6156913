package esg.media.bgmg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaFailure;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MED-05, NAT-01, BGM-01: two ends and strangers on loopback, and the relay between them. */
class BgmgTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final BgmgSettings SETTINGS =
            new BgmgSettings(Duration.ofMillis(700), Duration.ofMillis(300), 2, 0xb8);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final MediaWatch watch = new MediaWatch() {
        @Override
        public void silent() {
            said.add("silent");
        }

        @Override
        public void oneWay(End dumb) {
            said.add("one way " + dumb);
        }

        @Override
        public void dialled(End from, char digit, int millis) {
            said.add(from + " " + digit + " " + millis);
        }

        @Override
        public void lost(String why) {
            said.add("lost");
        }
    };
    private Bgmg bgmg;
    private Phone caller;
    private Phone callee;
    private MediaSession session;
    private InetSocketAddress toCaller = new InetSocketAddress(HERE, 9); // where the caller sends
    private InetSocketAddress toCallee = toCaller;

    @BeforeEach
    void start() throws IOException {
        bgmg = Bgmg.start(SETTINGS, new Ports(31_000, 31_999));
        caller = phone("127.0.0.1");
        callee = phone("127.0.0.1");
        session = session(HERE, HERE);
    }

    private Phone phone(String host) {
        var phone = new Phone(host);
        open.add(phone);
        return phone;
    }

    private MediaSession session(InetAddress atCaller, InetAddress atCallee) {
        return bgmg.open("call", Map.of(End.CALLER, Rules.at(atCaller), End.CALLEE, Rules.at(atCallee)), watch);
    }

    @AfterEach
    void close() throws Exception {
        session.close();
        for (var each : open) each.close();
        bgmg.close();
    }

    private byte[] offer(End from, byte[] sdp) {
        return session.offer(from, sdp).toCompletableFuture().join();
    }

    private byte[] answer(End from, byte[] sdp) {
        return session.answer(from, sdp).toCompletableFuture().join();
    }

    private void agree() {
        agree(caller.sdp(), callee.sdp());
    }

    private void agree(byte[] offer, byte[] answer) {
        toCallee = callee.told(offer(End.CALLER, offer));
        toCaller = caller.told(answer(End.CALLEE, answer));
    }

    private MediaFigures.Stream figures(End end) {
        return session.figures().streams().stream()
                .filter(stream -> stream.end() == end)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachEndHearsTheOtherByOurPorts() {
        agree();
        assertThat(toCaller.getPort()).isEven().isNotEqualTo(toCallee.getPort());
        for (int i = 0; i < 20; i++) {
            assertThat(callee.hears(caller.speak(toCaller))).isTrue();
            assertThat(caller.hears(callee.speak(toCallee))).isTrue();
        }
        caller.report(toCaller);
        assertThat(callee.hearsReport()).hasSize(8);
        callee.report(toCallee);
        assertThat(caller.hearsReport()).hasSize(8);
        assertThat(figures(End.CALLER).packets()).isEqualTo(20);
        assertThat(figures(End.CALLER).bytes()).isEqualTo(20 * 172);
        assertThat(figures(End.CALLER).lost()).isZero();
        assertThat(figures(End.CALLER).from())
                .isEqualTo("127.0.0.1:" + caller.at().getPort());
        assertThat(figures(End.CALLEE).heard()).isCloseTo(System.currentTimeMillis(), within(5_000L));
        assertThat(figures(End.CALLEE).jitter()).isLessThan(20);
    }

    @Test
    void whatIsMissingIsCounted() {
        agree();
        caller.speak(toCaller);
        caller.lose(3);
        caller.speak(toCaller);
        await().untilAsserted(() -> assertThat(figures(End.CALLER).packets()).isEqualTo(2));
        assertThat(figures(End.CALLER).lost()).isEqualTo(3);
    }

    @Test
    void nothingPassesBeforeTheAnswer() {
        toCallee = callee.told(offer(End.CALLER, caller.sdp()));
        callee.speak(toCallee);
        assertThat(caller.hearsNothing()).isTrue();
        assertThat(figures(End.CALLEE).strangers()).isEqualTo(1);
    }

    @Test
    void anEndBehindANatIsHeardWhereItIs() {
        agree(caller.sdpAt("10.1.2.3", 4_000), callee.sdp());
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        assertThat(caller.hears(callee.speak(toCallee)))
                .as("NAT-01: back to where it came from")
                .isTrue();
        caller.report(toCaller);
        assertThat(callee.hearsReport()).isNotEmpty();
        callee.report(toCallee);
        assertThat(caller.hearsReport()).as("RTCP follows").isNotEmpty();
    }

    @Test
    void strangersAreNotHeard() {
        agree();
        var stranger = phone("127.0.0.1");
        stranger.speak(toCaller, 18); // not agreed: takes no place
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        stranger.speak(toCaller);
        stranger.report(toCaller);
        stranger.send(new byte[] {1, 2, 3}, toCaller);
        assertThat(callee.hearsNothing()).isTrue();
        await().until(() -> figures(End.CALLER).strangers() == 3);
        callee.speak(toCallee);
        assertThat(stranger.hearsNothing()).isTrue();
        assertThat(caller.hears()).isNotEmpty();
    }

    @Test
    void whoIsWhereItSaidTakesTheStrangersPlace() {
        agree();
        var stranger = phone("127.0.0.2");
        stranger.speak(toCaller);
        assertThat(callee.hears()).isNotEmpty();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        stranger.speak(toCaller);
        assertThat(callee.hearsNothing()).isTrue();
    }

    @Test
    void anEndMovesWhenItSaysSoOnly() {
        agree();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        var moved = phone("127.0.0.1");
        moved.speak(toCaller);
        assertThat(callee.hearsNothing()).isTrue();
        int before = toCallee.getPort();
        toCallee = callee.told(offer(End.CALLER, moved.sdp()));
        assertThat(toCallee.getPort()).as("ports stay").isEqualTo(before);
        answer(End.CALLEE, callee.sdp());
        assertThat(callee.hears(moved.speak(toCaller))).isTrue();
        callee.speak(toCallee);
        assertThat(moved.hears()).isNotEmpty();
    }

    @Test
    void anOfferThatWasRejectedChangesNothing() {
        agree();
        offer(End.CALLEE, callee.sdpAt("127.0.0.9", 9, "m=video 8 RTP/AVP 34\r\n"));
        session.rejected();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        assertThat(caller.hears(callee.speak(toCallee))).isTrue();
    }

    @Test
    void anAnswerSaidAgainCounts() {
        agree();
        var second = phone("127.0.0.1");
        var told = answer(End.CALLEE, second.sdp());
        assertThat(caller.told(told)).isEqualTo(toCaller);
        assertThat(second.hears(caller.speak(toCaller))).isTrue();
    }

    @Test
    void whoHoldsByNowhereIsSentNothing() {
        agree();
        assertThat(caller.hears(callee.speak(toCallee))).isTrue();
        var told = offer(End.CALLER, caller.sdpAt("0.0.0.0", 4_000));
        assertThat(new String(told, UTF_8)).contains("c=IN IP4 0.0.0.0");
        answer(End.CALLEE, callee.sdp());
        callee.speak(toCallee);
        assertThat(caller.hearsNothing()).isTrue();
    }

    @Test
    void anIpv6EndTalksToAnIpv4End() {
        session.close();
        session = session(InetAddress.ofLiteral("::1"), HERE);
        caller = phone("::1");
        agree();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        assertThat(caller.hears(callee.speak(toCallee))).isTrue();
        assertThat(figures(End.CALLER).from()).startsWith("[0:0:0:0:0:0:0:1]:");
    }

    @Test
    void faxPassesAsItIs() {
        var fax = "m=image %d udptl t38\r\n";
        var offered = offer(End.CALLER, image(caller, fax));
        var answered = answer(End.CALLEE, image(callee, fax));
        var packet = new byte[] {0, 1, 2, 3, 4};
        callee.send(packet, callee.told(offered));
        assertThat(caller.hears()).isEqualTo(packet);
        caller.send(packet, caller.told(answered));
        assertThat(callee.hears()).isEqualTo(packet);
    }

    private static byte[] image(Phone phone, String line) {
        return ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                        + line.formatted(phone.at().getPort()))
                .getBytes(UTF_8);
    }

    @Test
    void faxTakesThePlaceOfSpeech() {
        agree();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        offer(End.CALLEE, image(callee, "m=image %d udptl t38\r\n"));
        answer(End.CALLER, image(caller, "m=image %d udptl t38\r\n"));
        var packet = new byte[] {0, 1, 2};
        caller.send(packet, toCaller);
        assertThat(callee.hears()).isEqualTo(packet);
        assertThat(figures(End.CALLER).kind()).isEqualTo("image");
    }

    @Test
    void aFloodIsCut() {
        agree();
        await().untilAsserted(() -> {
            for (int i = 0; i < 1_000; i++) caller.speak(toCaller); // the kernel drops some too, on a slow machine
            assertThat(figures(End.CALLER).strangers()).isGreaterThan(200);
        });
        assertThat(callee.hears()).as("what is usual passes").isNotEmpty();
    }

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

    @Test
    void aRemoteThatIsOurselvesIsNotSentTo() {
        var told = offer(End.CALLER, caller.sdp());
        var toldToCaller = answer(End.CALLEE, callee.sdpAt("127.0.0.1", Phone.port(told)));
        caller.speak(caller.told(toldToCaller));
        await().until(() -> figures(End.CALLER).packets() == 1);
        assertThat(caller.hears(callee.speak(callee.told(told)))).isTrue();
        assertThat(figures(End.CALLEE)).as("nothing went round").satisfies(from -> {
            assertThat(from.packets()).isEqualTo(1);
            assertThat(from.strangers()).isZero();
        });
    }

    @Test
    void saysWhatItCannot() {
        session.close();
        var crypt = new Rules(HERE, List.of(), 0, true);
        session = bgmg.open("call", Map.of(End.CALLER, crypt, End.CALLEE, Rules.at(HERE)), watch);
        assertFails(MediaFailure.Kind.DESCRIPTION, () -> offer(End.CALLER, caller.sdp()));
        session.close();
        assertFails(MediaFailure.Kind.ENGINE, () -> offer(End.CALLER, caller.sdp()));
        session = session(HERE, HERE);
        assertFails(MediaFailure.Kind.DESCRIPTION, () -> offer(End.CALLER, "nonsense".getBytes(UTF_8)));
        assertFails(MediaFailure.Kind.DESCRIPTION, () -> answer(End.CALLEE, callee.sdp()));
    }

    private static void assertFails(MediaFailure.Kind kind, Runnable act) {
        assertThatThrownBy(act::run)
                .hasCauseInstanceOf(MediaFailure.class)
                .cause()
                .isInstanceOfSatisfying(
                        MediaFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @Test
    void figuresOutliveTheCall() {
        agree();
        assertThat(callee.hears(caller.speak(toCaller))).isTrue();
        session.close();
        session.close();
        await().until(() -> bgmg.sessions() == 0);
        assertThat(figures(End.CALLER).packets()).isEqualTo(1);
        caller.speak(toCaller);
        assertThat(callee.hearsNothing()).isTrue();
    }

    @Test
    void aClosedRelaySaysSo() {
        agree();
        assertThat(bgmg.isAvailable()).isTrue();
        bgmg.close();
        await().until(() -> said.contains("lost"));
        assertThat(bgmg.isAvailable()).isFalse();
        assertFails(MediaFailure.Kind.ENGINE, () -> offer(End.CALLER, caller.sdp()));
    }
}
