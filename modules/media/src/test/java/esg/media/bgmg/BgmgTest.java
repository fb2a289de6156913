package esg.media.bgmg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaFailure;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.Rules;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MED-05, NAT-01, BGM-01: two ends and strangers, and who is heard. */
class BgmgTest extends RelayFixture {
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

    /** Each line takes four sockets: one message may not take them all. */
    @Test
    void linesWithoutEndAreRefused() {
        var endless = new String(caller.sdp(), UTF_8) + "m=audio 9 RTP/AVP 0\r\n".repeat(8);
        assertFails(MediaFailure.Kind.DESCRIPTION, () -> offer(End.CALLER, endless.getBytes(UTF_8)));
        agree();
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
