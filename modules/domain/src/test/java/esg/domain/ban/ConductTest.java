package esg.domain.ban;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.Rejection;
import esg.domain.ban.BanPolicy.Budget;
import esg.domain.ban.Conduct.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEC-01, SEC-02: who is dropped, when and for how long. */
class ConductTest {
    private static final BanPolicy POLICY = new BanPolicy(
            Map.of(Offence.FAILED_DIGEST, 3, Offence.MALFORMED, 0),
            new Budget(6, Duration.ofSeconds(10)),
            new Budget(9, Duration.ofSeconds(1)),
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30)),
            Duration.ofHours(1));

    private long now = 1_000_000;
    private Conduct conduct = Conduct.CLEAN;

    private Outcome charge(Offence offence, Standing standing) {
        var judged = conduct.charged(offence, standing, POLICY, now);
        conduct = judged.after();
        return judged.outcome();
    }

    private Outcome stray() {
        return charge(Offence.STRAY, Standing.STRANGER);
    }

    private void pass(Duration time) {
        now += time.toMillis();
    }

    private Duration bannedAfter(int most) {
        for (int i = 0; i < most; i++) if (stray() instanceof Outcome.Banned(var term)) return term;
        throw new AssertionError("not banned after " + most + " offences");
    }

    @ParameterizedTest(name = "{2} costs {1}, so {0} of it are borne")
    @CsvSource({
        "6, 1, STRAY",
        "6, 1, UNKNOWN_ACCOUNT",
        "6, 1, SOURCE_NOT_ALLOWED",
        "2, 3, FAILED_DIGEST",
        "1000, 0, MALFORMED"
    })
    void aBudgetBearsSoManyOffences(int borne, int points, Offence offence) {
        for (int i = 0; i < borne; i++) {
            assertThat(charge(offence, Standing.STRANGER)).as("offence %d", i).isEqualTo(Outcome.NOTED);
        }
        if (points > 0) {
            assertThat(charge(offence, Standing.STRANGER)).isEqualTo(new Outcome.Banned(Duration.ofMinutes(1)));
        }
        assertThat(conduct.offences()).containsEntry(offence, points > 0 ? borne + 1 : borne);
    }

    @Test
    void whoOffendsNoFasterThanPointsComeBackIsNeverBanned() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(stray()).isEqualTo(Outcome.NOTED);
            pass(Duration.ofSeconds(10));
        }
    }

    @Test
    void bansGrowByRepetitionUpToTheLast() {
        for (int minutes : new int[] {1, 5, 30, 30, 30}) {
            var term = bannedAfter(7);
            assertThat(term).isEqualTo(Duration.ofMinutes(minutes));
            pass(term);
        }
        assertThat(conduct.bans()).isEqualTo(5);
    }

    @Test
    void aShortBanLeavesASmallBudgetBehind() {
        pass(bannedAfter(7));
        assertThat(bannedAfter(7)).as("a minute gives back six points").isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void bansAreForgottenOneByOne() {
        pass(bannedAfter(7));
        pass(bannedAfter(7));
        pass(Duration.ofMinutes(59));
        assertThat(conduct.remembered(POLICY, now)).isEqualTo(2);
        pass(Duration.ofMinutes(1));
        assertThat(conduct.remembered(POLICY, now)).isEqualTo(1);
        assertThat(bannedAfter(7)).isEqualTo(Duration.ofMinutes(5));
        pass(Duration.ofDays(1));
        assertThat(bannedAfter(7)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatWasOnItsWayWhenTheBanBeganMakesNoSecondBan() {
        bannedAfter(7);
        for (int i = 0; i < 100; i++) assertThat(stray()).isEqualTo(Outcome.NOTED);
        assertThat(conduct.bans()).isEqualTo(1);
    }

    @Test
    void whomAnAccountNamesIsNeverBannedButToldOf() {
        for (int i = 0; i < 9; i++) {
            assertThat(charge(Offence.UNKNOWN_ACCOUNT, Standing.KNOWN)).isEqualTo(Outcome.NOTED);
        }
        assertThat(charge(Offence.UNKNOWN_ACCOUNT, Standing.KNOWN)).isEqualTo(Outcome.ALARM);
        assertThat(charge(Offence.UNKNOWN_ACCOUNT, Standing.KNOWN))
                .as("its budget is full again")
                .isEqualTo(Outcome.NOTED);
        assertThat(conduct.alarms()).isEqualTo(1);
        assertThat(conduct.because()).isEqualTo("unknown-account:11");
    }

    @Test
    void whatAProviderAsksOutsideOfCallsIsNoOffence() {
        for (int i = 0; i < 100; i++)
            assertThat(charge(Offence.STRAY, Standing.KNOWN)).isEqualTo(Outcome.NOTED);
        assertThat(conduct).isEqualTo(Conduct.CLEAN);
    }

    @Test
    void aBanOfAnotherNodeCountsForTheNext() {
        conduct = conduct.banned(POLICY, now, Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(bannedAfter(7)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_ACCOUNT, UNKNOWN_ACCOUNT",
        "SOURCE_NOT_ALLOWED, SOURCE_NOT_ALLOWED",
        "PEER_NOT_TRUSTED, SOURCE_NOT_ALLOWED",
        "NO_DIALOG, STRAY",
        "TRUNK_LIMIT,",
        "OVERLOADED,",
        "SHUTTING_DOWN,"
    })
    void aRefusalSaysWhatItsSenderDid(Rejection rejection, Offence offence) {
        assertThat(Offence.of(rejection.reasonHeader())).isEqualTo(offence);
    }

    @ParameterizedTest(name = "{0}: {1} with To tag {2} answered: {3}")
    @CsvSource({
        "INVITES, INVITE, false, true",
        "INVITES, INVITE, true, false",
        "INVITES, OPTIONS, false, false",
        "INVITES, REGISTER, false, false",
        "INVITES, BYE, true, false",
        "ALL, OPTIONS, false, true",
        "NONE, INVITE, false, false"
    })
    void strangersAreAnsweredAsSet(Answering answering, String method, boolean toTag, boolean answered) {
        assertThat(answering.answers(method, toTag)).isEqualTo(answered);
    }
}
