package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.relay.MediaFigures.Stream;
import esg.media.relay.MediaRelay.End;
import esg.media.rtpengine.Listening.Verdict;
import esg.media.rtpengine.Report.Line;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final Verdict WELL = new Verdict(false, List.of());
    private static final Verdict DEAD = new Verdict(true, List.of());

    private final Listening listening = new Listening(Duration.ofSeconds(30));

    @BeforeEach
    void answered() {
        listening.agreed(0);
    }

    private static Line line(End end, long packets, boolean speaks, boolean listens) {
        var stream = new Stream(end, 0, "audio", "", packets, 0, 0, 0, 0, 0);
        return new Line(stream, true, speaks, listens);
    }

    private Verdict after(long seconds, long ofCaller, long ofCallee) {
        var report =
                new Report(List.of(line(End.CALLER, ofCaller, true, true), line(End.CALLEE, ofCallee, true, true)));
        return listening.report(report, TimeUnit.SECONDS.toNanos(seconds));
    }

    private Verdict heldAfter(long seconds) {
        var report = new Report(List.of(line(End.CALLER, 0, true, false), line(End.CALLEE, 0, false, true)));
        return listening.report(report, TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aSessionWithoutAPacketIsDeadAfterTheTimeout() {
        assertThat(after(29, 0, 0)).isEqualTo(WELL);
        assertThat(after(30, 0, 0)).isEqualTo(DEAD);
        assertThat(after(33, 0, 0)).as("said once").isEqualTo(WELL);
    }

    @Test
    void oneEndThatIsHeardKeepsItAlive() {
        for (int second = 3; second < 90; second += 3)
            assertThat(after(second, second, 0).silent()).isFalse();
        assertThat(after(117, 87, 0).silent()).as("30 s after the last").isTrue();
    }

    @Test
    void aHoldIsNeverDeadAndBothHaveTimeToBeginAfterIt() {
        assertThat(heldAfter(29)).isEqualTo(WELL);
        assertThat(heldAfter(300)).isEqualTo(WELL);
        assertThat(after(303, 0, 0)).isEqualTo(WELL);
        assertThat(after(331, 0, 0)).isEqualTo(DEAD);
    }

    @Test
    void nothingIsSaidBeforeAnAnswer() {
        var offered = new Listening(Duration.ofSeconds(30));
        var report = new Report(List.of(line(End.CALLER, 0, true, true), line(End.CALLEE, 0, true, true)));
        assertThat(offered.report(report, 0)).isEqualTo(WELL);
        assertThat(offered.report(report, TimeUnit.SECONDS.toNanos(300))).isEqualTo(WELL);
    }

    @Test
    void anEndThatIsNotHeardIsToldOnceUntilItIsHeard() {
        assertThat(after(9, 300, 0)).isEqualTo(WELL);
        assertThat(after(12, 400, 0)).isEqualTo(new Verdict(false, List.of(End.CALLEE)));
        assertThat(after(15, 500, 0)).isEqualTo(WELL);
        assertThat(after(18, 600, 7)).as("heard").isEqualTo(WELL);
        assertThat(after(27, 700, 7)).isEqualTo(WELL);
        assertThat(after(30, 800, 7)).as("and silent again").isEqualTo(new Verdict(false, List.of(End.CALLEE)));
    }

    @Test
    void whoIsNotToSpeakIsNotDumb() {
        var report = new Report(List.of(line(End.CALLER, 500, true, false), line(End.CALLEE, 0, false, true)));
        assertThat(listening.report(report, TimeUnit.SECONDS.toNanos(20))).isEqualTo(WELL);
    }
}
