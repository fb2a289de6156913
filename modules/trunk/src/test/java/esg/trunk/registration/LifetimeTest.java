package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {
    @ParameterizedTest(name = "{0} s -> after {1} ms")
    @CsvSource({"3600, 3540000", "600, 540000", "121, 61000", "120, 60000", "100, 50000", "60, 30000", "1, 500"})
    void refreshesAMinuteBeforeTheEndOrHalfway(long granted, long after) {
        assertThat(Lifetime.refreshAfter(Duration.ofSeconds(granted))).isEqualTo(Duration.ofMillis(after));
    }

    @ParameterizedTest(name = "{2}: {0} -> {1}")
    @CsvSource(delimiter = '#', textBlock = """
        Contact: <sip:p@192.0.2.1:5080>;expires=600 # 600 # our contact
        m: <sip:p@192.0.2.1:5080>;EXPIRES=600 # 600 # any spelling
        Contact: <sip:p@192.0.2.9>;expires=7, <sip:p@192.0.2.1:5080>;expires=600 # 600 # ours among others
        Contact: <sip:p@192.0.2.9>;expires=7 | Contact: <sip:p@192.0.2.1:5080;ob>;expires=600 # 600 # in lines, with parameters
        Contact: <sip:p@192.0.2.9>;expires=7, <sip:p@192.0.2.8>;expires=8 | Expires: 50 # 50 # ours is missing
        Contact: <sip:p@203.0.113.5:40000>;expires=90 # 90 # the only one, written as NAT shows it
        Contact: <sip:p@192.0.2.1:5080> | Expires: 1800 # 1800 # no parameter
        Expires: 1200 # 1200 # no contact
        Date: today # 3600 # nothing said: what we asked
        Contact: <sip:p@192.0.2.1:5080>;expires=soon # 3600 # nonsense
        """)
    void readsWhatWasGranted(String fields, int granted, String why) {
        assertThat(Lifetime.granted(Texts.response("200 OK", fields), "sip:p@192.0.2.1:5080", 3600))
                .as(why)
                .isEqualTo(granted);
    }
}
