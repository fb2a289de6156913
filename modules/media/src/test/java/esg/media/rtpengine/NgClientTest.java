package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NgClientTest {
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private FakeEngine engine;
    private NgClient client;

    @BeforeEach
    void start() throws IOException {
        engine = FakeEngine.start();
        client = NgClient.open(engine.address(), PATIENCE, timer);
    }

    @AfterEach
    void close() {
        client.close();
        engine.close();
        timer.shutdownNow();
    }

    private Reply ping() {
        return client.ask(NgRequests.PING).join();
    }

    @Test
    void anAnswerIsWhatTheEngineSaid() {
        assertThat(ping())
                .isInstanceOfSatisfying(
                        Reply.Done.class,
                        done -> assertThat(done.said().text("result")).isEqualTo("pong"));
    }

    @Test
    void aRequestThatWasLostIsSentAgainUnderTheSameCookie() {
        engine.deafFor(2);
        assertThat(ping()).isInstanceOf(Reply.Done.class);
        assertThat(engine.asked("ping")).hasSize(3);
        assertThat(engine.asked("ping").stream().map(FakeEngine.Asked::cookie).distinct())
                .hasSize(1);
    }

    @Test
    void anAnswerUnderAnotherCookieIsNotOurs() {
        engine.mistakingCookies();
        assertThat(ping()).isInstanceOf(Reply.Done.class);
    }

    @Test
    void everyRequestHasACookieOfItsOwnAndNoOtherClientTheSame() throws IOException {
        try (var other = NgClient.open(engine.address(), PATIENCE, timer)) {
            List<CompletableFuture<Reply>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(client.ask(NgRequests.PING));
                all.add(other.ask(NgRequests.PING));
            }
            assertThat(all).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Reply.Done.class));
            assertThat(engine.asked("ping").stream()
                            .map(FakeEngine.Asked::cookie)
                            .distinct())
                    .hasSize(200);
        }
    }

    @Test
    void anErrorIsARefusalWithItsReason() {
        engine.refuses("ping", "Unknown call-id");
        assertThat(ping()).isEqualTo(new Reply.Refused("Unknown call-id"));
    }

    @Test
    void aLoadLimitIsNoErrorOfTheRequest() {
        engine.answer("ping", "d6:result10:load limit7:message8:too muche");
        assertThat(ping()).isEqualTo(new Reply.Busy("too much"));
    }

    @Test
    void anAnswerThatCannotBeReadIsNone() {
        engine.answer("ping", "d6:result");
        assertThat(ping()).isInstanceOf(Reply.Unanswered.class);
        engine.answer("ping", "i1e");
        assertThat(ping()).isInstanceOf(Reply.Unanswered.class);
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        engine.deafFor(1000);
        long begun = System.nanoTime();
        assertThat(ping()).isInstanceOf(Reply.Unanswered.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(PATIENCE, PATIENCE.multipliedBy(4));
        assertThat(engine.asked("ping")).as("at 0, 200 and 600 ms").hasSizeBetween(2, 3);
    }

    @Test
    void whereNobodyListensThereIsNothingToWaitFor() {
        engine.close();
        assertThat(ping()).isInstanceOf(Reply.Unanswered.class);
    }
}
