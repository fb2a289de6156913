package esg.media.bgmg;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.bgmg.Alarm.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmTest {
    private static final long NEVER = -1_000;
    private final Alarm alarm = new Alarm(Duration.ofSeconds(60), Duration.ofSeconds(5));

    /** All in seconds; agreed at 100. */
    @ParameterizedTest(name = "at {0}, heard {1} and {2} -> {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        104 | -1000 | 103   | FINE        | it may still come
        105 | -1000 | 104   | CALLER_DUMB | it was to speak
        105 | 104   | -1000 | CALLEE_DUMB | either of them
        105 | -1000 | -1000 | FINE        | neither is heard: not one way
        159 | -1000 | -1000 | FINE        | nor silent yet
        160 | -1000 | -1000 | SILENT      | nothing for a minute
        170 | 111   | 90    | FINE        | not for a minute since it was heard
        170 | 105   | 169   | CALLER_DUMB | it was heard, and is no more
        """)
    void tellsWhatIsAmiss(long now, long caller, long callee, Verdict verdict, String why) {
        alarm.agreed(true, nanos(100));
        assertThat(look(now, caller, callee)).as(why).isEqualTo(verdict);
    }

    private Verdict look(long now, long caller, long callee) {
        return alarm.look(nanos(now), nanos(Math.max(caller, callee)), nanos(caller), nanos(callee));
    }

    private static long nanos(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void saysItOnceUntilItIsOver() {
        alarm.agreed(true, nanos(100));
        assertThat(look(106, NEVER, 105)).isEqualTo(Verdict.CALLER_DUMB);
        assertThat(look(107, NEVER, 106)).isEqualTo(Verdict.FINE);
        assertThat(look(108, 107, 108)).isEqualTo(Verdict.FINE);
        assertThat(look(113, 107, 113)).isEqualTo(Verdict.CALLER_DUMB);
        assertThat(look(173, 107, 113)).isEqualTo(Verdict.SILENT);
        assertThat(look(174, 107, 113)).isEqualTo(Verdict.FINE);
    }

    @Test
    void theClockBeginsAnewAfterAHold() {
        alarm.agreed(true, nanos(100));
        alarm.agreed(false, nanos(110));
        assertThat(look(500, 105, 105)).isEqualTo(Verdict.FINE);
        alarm.agreed(true, nanos(500));
        assertThat(look(504, 105, 503)).isEqualTo(Verdict.FINE);
        assertThat(look(505, 105, 504)).isEqualTo(Verdict.CALLER_DUMB);
    }

    /** Who is not heard while it rings may be told of again once it is answered. */
    @Test
    void whatWasSaidWhileItRangIsSaidAgainAfterTheAnswer() {
        alarm.agreed(true, nanos(100));
        assertThat(look(106, NEVER, 105)).isEqualTo(Verdict.CALLER_DUMB);
        alarm.agreed(true, nanos(110));
        assertThat(look(111, NEVER, 110)).isEqualTo(Verdict.FINE);
        assertThat(look(116, NEVER, 115)).isEqualTo(Verdict.CALLER_DUMB);
    }

    @Test
    void zeroIsNever() {
        var off = new Alarm(Duration.ZERO, Duration.ZERO);
        off.agreed(true, 0);
        assertThat(off.look(nanos(9_999), 0, nanos(NEVER), nanos(9_998))).isEqualTo(Verdict.FINE);
        assertThat(off.look(nanos(9_999), 0, 0, 0)).isEqualTo(Verdict.FINE);
    }
}
