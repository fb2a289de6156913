package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrarAnswerTest {
    private static RegistrarAnswer read(String status, String fields) {
        return RegistrarAnswer.of(Texts.response(status, fields), "sip:p@192.0.2.1:5080", 3600);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "403 Forbidden, CREDENTIALS",
        "408 Request Timeout, TRANSIENT",
        "429 Provide Referrer Identity, TRANSIENT",
        "480 Temporarily Unavailable, TRANSIENT",
        "500 Server Error, TRANSIENT",
        "503 Service Unavailable, TRANSIENT",
        "302 Moved, PERMANENT",
        "404 Not Found, PERMANENT",
        "423 Interval Too Brief, PERMANENT",
        "603 Decline, PERMANENT"
    })
    void classesRefusals(String status, FailureClass failure) {
        assertThat(read(status, "")).isInstanceOfSatisfying(RegistrarAnswer.Refused.class, refused -> {
            assertThat(refused.failure()).isEqualTo(failure);
            assertThat(refused.reason()).startsWith(status);
            assertThat(refused.retryAfter()).isNull();
        });
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @CsvSource({"120, 120", "18000;duration=3600, 18000", "7 (in a meeting), 7"})
    void readsRetryAfter(String value, int seconds) {
        assertThat(read("503 No", "Retry-After: " + value))
                .isInstanceOfSatisfying(
                        RegistrarAnswer.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @Test
    void asksForMoreOnlyWhenThatIsMore() {
        assertThat(read("423 Interval Too Brief", "Min-Expires: 7200"))
                .isEqualTo(new RegistrarAnswer.IntervalTooBrief(7200));
        assertThat(read("423 Interval Too Brief", "Min-Expires: 60")).isInstanceOf(RegistrarAnswer.Refused.class);
    }

    @Test
    void aBindingOfNoTimeIsNone() {
        assertThat(read("200 OK", "Contact: <sip:p@192.0.2.1:5080>;expires=0"))
                .isInstanceOf(RegistrarAnswer.Refused.class);
    }
}
