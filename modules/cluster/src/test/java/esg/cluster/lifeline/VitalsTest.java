package esg.cluster.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Incarnation 7, pings every 25 ms, silence of 300 ms; on virtual time. */
class VitalsTest {
    private static final long MILLI = 1_000_000;
    private long now = 17;
    private final Vitals vitals = new Vitals(7, 25 * MILLI, 300 * MILLI, now);

    private void rounds(int count, long apart) {
        for (int i = 0; i < count; i++) vitals.round(now += apart * MILLI);
    }

    @Test
    void peerThatWasNeverMetIsNotJudged() {
        vitals.refused();
        vitals.answers(6); // whoever had the port before
        rounds(100, 25);
        assertThat(vitals.verdict()).isEqualTo(Verdict.ALIVE);
    }

    @Test
    void refusalAfterAMeetingProvesDeath() {
        vitals.answers(7);
        vitals.refused();
        assertThat(vitals.verdict()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void anotherIncarnationProvesDeath() {
        vitals.answers(7);
        vitals.answers(8);
        assertThat(vitals.verdict()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void deathIsForever() {
        vitals.answers(7);
        vitals.refused();
        vitals.answers(7);
        vitals.heard();
        assertThat(vitals.verdict()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void silenceIsSuspicionUntilItIsHeardAgain() {
        vitals.answers(7);
        for (long lived = 0; lived < Vitals.YOUNG; lived += 25 * MILLI) {
            rounds(1, 25);
            vitals.heard();
        }
        rounds(11, 25);
        assertThat(vitals.verdict()).isEqualTo(Verdict.ALIVE);
        rounds(1, 25);
        assertThat(vitals.verdict()).isEqualTo(Verdict.SILENT);
        vitals.heard();
        assertThat(vitals.verdict()).isEqualTo(Verdict.ALIVE);
    }

    @Test
    void newcomerMayBeSilentForLonger() {
        vitals.answers(7);
        rounds(35, 25);
        assertThat(vitals.verdict()).isEqualTo(Verdict.ALIVE);
        rounds(1, 25);
        assertThat(vitals.verdict()).isEqualTo(Verdict.SILENT);
    }

    @Test
    void ownPauseMakesNobodyLookSilent() {
        vitals.answers(7);
        rounds(1, 60_000);
        assertThat(vitals.verdict()).isEqualTo(Verdict.ALIVE);
    }
}
