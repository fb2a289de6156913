package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaFailure;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions at two engines that answer what they are told to (BGM-01). */
class RtpengineTest {
    private static final Map<End, Rules> RULES =
            Map.of(End.CALLER, Rules.at(FakeEngine.HERE), End.CALLEE, Rules.at(FakeEngine.HERE));
    private static final String EVENTS = "a=rtpmap:101 telephone-event/8000";

    private FakeEngine one;
    private FakeEngine two;
    private Rtpengine relay;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final MediaWatch watch = new MediaWatch() {
        @Override
        public void lost(String why) {
            told.add("lost " + why);
        }

        @Override
        public void silent() {
            told.add("silent");
        }
    };

    @BeforeEach
    void start() throws IOException {
        one = FakeEngine.start().describes("of one");
        two = FakeEngine.start().describes("of two");
        relay = Rtpengine.start(settings(false, one.address(), two.address()));
        awaitPings(one, two);
    }

    @AfterEach
    void close() {
        relay.close();
        one.close();
        two.close();
    }

    private static RtpengineSettings settings(boolean dials, InetSocketAddress... engines) {
        return new RtpengineSettings(
                List.of(engines),
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                dials);
    }

    /** The second comes when the first was answered. */
    private static void awaitPings(FakeEngine... engines) {
        for (var engine : engines) await().until(() -> engine.asked("ping").size() >= 2);
    }

    private static String done(CompletionStage<byte[]> stage) {
        return new String(stage.toCompletableFuture().join(), ISO_8859_1);
    }

    private static MediaFailure failure(CompletionStage<byte[]> stage) {
        try {
            throw new AssertionError("not failed: " + done(stage));
        } catch (CompletionException e) {
            if (e.getCause() instanceof MediaFailure why) return why;
            throw e;
        }
    }

    private static byte[] sdp(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private FakeEngine of(String description) {
        return description.equals("of one") ? one : two;
    }

    private FakeEngine other(FakeEngine engine) {
        return engine == one ? two : one;
    }

    @Test
    void sessionsAreSharedOut() {
        for (int i = 0; i < 6; i++) done(relay.open("s" + i, RULES, watch).offer(End.CALLER, sdp("offer")));
        assertThat(one.asked("offer")).hasSize(3);
        assertThat(two.asked("offer")).hasSize(3);
    }

    @Test
    void aSessionStaysWhereItBegan() {
        var session = relay.open("s", RULES, watch);
        var said = done(session.offer(End.CALLER, sdp("offer")));
        assertThat(done(session.answer(End.CALLEE, sdp("answer")))).isEqualTo(said);
        assertThat(done(session.offer(End.CALLEE, sdp("again")))).isEqualTo(said);
        session.close();
        await().until(() -> of(said).asked("delete").size() == 1);
        assertThat(other(of(said)).asked("offer")).isEmpty();
    }

    @Test
    void whatIsAskedAtOnceReachesTheEngineInOrder() {
        var session = relay.open("s", RULES, watch);
        var offer = session.offer(End.CALLER, sdp("1"));
        var early = session.answer(End.CALLEE, sdp("2"));
        var last = session.answer(End.CALLEE, sdp("3"));
        var engine = of(done(offer));
        done(early);
        done(last);
        session.close();
        assertThat(engine.asked("answer").stream().map(asked -> asked.request().text("sdp")))
                .containsExactly("2", "3");
        await().until(() -> engine.asked("delete").size() == 1);
    }

    @Test
    void anEngineWithoutPortsIsPassedOver() {
        one.refuses("offer", "Ran out of ports");
        for (int i = 0; i < 4; i++)
            assertThat(done(relay.open("s" + i, RULES, watch).offer(End.CALLER, sdp("offer"))))
                    .isEqualTo("of two");
        await("what the first may have taken is given back")
                .until(() -> !one.asked("delete").isEmpty());
    }

    @Test
    void anEngineThatFallsSilentAtAnOfferIsPassedOver() {
        one.ignores("offer");
        for (int i = 0; i < 2; i++)
            assertThat(done(relay.open("s" + i, RULES, watch).offer(End.CALLER, sdp("offer"))))
                    .isEqualTo("of two");
    }

    @Test
    void aLoadLimitSendsTheSessionElsewhere() {
        one.answer("offer", "d6:result10:load limite");
        for (int i = 0; i < 2; i++)
            assertThat(done(relay.open("s" + i, RULES, watch).offer(End.CALLER, sdp("offer"))))
                    .isEqualTo("of two");
    }

    @Test
    void aDescriptionThatCannotBeReadIsNotTriedElsewhere() {
        one.refuses("offer", "Failed to parse SDP");
        two.refuses("offer", "Failed to parse SDP");
        var failure = failure(relay.open("s", RULES, watch).offer(End.CALLER, sdp("rubbish")));
        assertThat(failure.kind()).isEqualTo(MediaFailure.Kind.DESCRIPTION);
        assertThat(one.asked("offer").size() + two.asked("offer").size()).isEqualTo(1);
    }

    @Test
    void aFailureIsToldAsItIs() {
        one.close();
        two.close();
        await().until(() -> !relay.isAvailable());
        relay.open("s", RULES, watch)
                .offer(End.CALLER, sdp("offer"))
                .whenComplete((_, failure) -> told.add(
                        failure instanceof MediaFailure why ? why.kind().name() : "wrapped " + failure));
        await().untilAsserted(() -> assertThat(told).containsExactly("ENGINE"));
    }

    @Test
    void anEngineThatDiesLosesItsSessionsAndOnlyThose() {
        MediaSession first = relay.open("a", RULES, watch);
        var dead = of(done(first.offer(End.CALLER, sdp("offer"))));
        done(relay.open("b", RULES, watch).offer(End.CALLER, sdp("offer")));
        dead.close();
        await().until(() -> !told.isEmpty());
        assertThat(told).singleElement().asString().startsWith("lost rtpengine 127.0.0.1:");
        assertThat(failure(first.offer(End.CALLEE, sdp("again"))).kind()).isEqualTo(MediaFailure.Kind.ENGINE);
        assertThat(relay.isAvailable()).isTrue();
        assertThat(of(done(relay.open("c", RULES, watch).offer(End.CALLER, sdp("offer")))))
                .isEqualTo(other(dead));
    }

    @Test
    void anEngineThatComesBackIsUsedAgain() throws IOException {
        var at = one.address();
        one.close();
        two.close();
        await().until(() -> !relay.isAvailable());
        try (var again = FakeEngine.start(at).describes("of the new one")) {
            await().until(relay::isAvailable);
            assertThat(done(relay.open("s", RULES, watch).offer(End.CALLER, sdp("offer"))))
                    .isEqualTo("of the new one");
            assertThat(again.asked("offer")).hasSize(1);
        }
    }

    @Test
    void anEngineThatWasStartedAnewHasLostItsSessions() {
        var session = relay.open("s", RULES, watch);
        one.refuses("query", "Unknown call-id");
        two.refuses("query", "Unknown call-id");
        done(session.offer(End.CALLER, sdp("offer")));
        await().until(() -> !told.isEmpty());
        assertThat(told).singleElement().asString().contains("Unknown call-id");
    }

    @Test
    void aSessionWithoutMediaIsToldSilent() {
        var medias = "l"
                + "d5:indexi1e4:type5:audio5:flagsl4:send4:recve7:streamsld5:flagsl3:RTPe"
                + "19:advertised endpointd4:porti5000ee5:statsd7:packetsi0eeeeee";
        var query = "d6:result2:ok4:tagsd6:callerd6:medias%se6:calleed6:medias%seee".formatted(medias, medias);
        one.answer("query", query);
        two.answer("query", query);
        var session = relay.open("s", RULES, watch);
        done(session.offer(End.CALLER, sdp("offer")));
        done(session.answer(End.CALLEE, sdp("answer")));
        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly("silent");
        assertThat(session.figures().streams()).hasSize(2);
    }

    @Test
    void whatWasRejectedIsTakenBackByWhatWasAgreedBefore() {
        var session = relay.open("s", RULES, watch);
        var engine = of(done(session.offer(End.CALLER, sdp("1"))));
        done(session.answer(End.CALLEE, sdp("2")));
        done(session.offer(End.CALLEE, sdp("3")));
        session.rejected();
        await().until(() -> engine.asked("answer").size() == 2);
        assertThat(engine.asked("offer").stream().map(asked -> asked.request().text("sdp")))
                .containsExactly("1", "3", "1");
        session.rejected();
        done(session.offer(End.CALLER, sdp("4")));
        assertThat(engine.asked("offer")).as("nothing more to take back").hasSize(4);
    }

    @Test
    void anAnswerWithoutAnOfferIsNone() {
        var session = relay.open("s", RULES, watch);
        assertThat(failure(session.answer(End.CALLEE, sdp("answer"))).kind()).isEqualTo(MediaFailure.Kind.DESCRIPTION);
        done(session.offer(End.CALLER, sdp("offer")));
        assertThat(failure(session.answer(End.CALLER, sdp("answer"))).kind()).isEqualTo(MediaFailure.Kind.DESCRIPTION);
    }

    @Test
    void aDeleteThatIsNotAnsweredIsAskedAgain() {
        var session = relay.open("s", RULES, watch);
        var engine = of(done(session.offer(End.CALLER, sdp("offer"))));
        engine.ignores("delete");
        session.close();
        session.close();
        await().atMost(Duration.ofSeconds(15)).until(() -> cookies(engine) >= 2);
        engine.answer("delete", "d6:result2:oke");
        assertThat(failure(session.offer(End.CALLER, sdp("offer"))).kind()).isEqualTo(MediaFailure.Kind.ENGINE);
    }

    private static long cookies(FakeEngine engine) {
        return engine.asked("delete").stream()
                .map(FakeEngine.Asked::cookie)
                .distinct()
                .count();
    }

    @Test
    void dialsOnlyWhereThatIsAllowedAndHeard() throws IOException {
        var session = relay.open("s", RULES, watch);
        done(session.offer(End.CALLER, sdp(EVENTS)));
        done(session.answer(End.CALLEE, sdp(EVENTS)));
        assertThat(session.dial(End.CALLEE, '5', 100)).as("switched off").isFalse();
        try (var dialling = Rtpengine.start(settings(true, one.address()))) {
            await().until(dialling::isAvailable);
            one.answer("play DTMF", "d6:result2:oke");
            var dials = dialling.open("d", RULES, watch);
            assertThat(dials.dial(End.CALLEE, '5', 100))
                    .as("nothing agreed yet")
                    .isFalse();
            done(dials.offer(End.CALLER, sdp("deaf")));
            done(dials.answer(End.CALLEE, sdp(EVENTS)));
            assertThat(dials.dial(End.CALLER, '5', 100)).isFalse();
            assertThat(dials.dial(End.CALLEE, '5', 100)).isTrue();
            await().until(() -> one.asked("play DTMF").size() == 1);
        }
    }

    @Test
    void rulesForOneEndAloneAreABug() {
        var session = relay.open("s", Map.of(End.CALLER, Rules.at(FakeEngine.HERE)), watch);
        assertThatThrownBy(() -> done(session.offer(End.CALLER, sdp("offer")))).hasMessageContaining("CALLEE");
    }
}
