package esg.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionTest {
    @Test
    void unknownAccountSaysWhatTheOriginalSays() {
        assertThat(Rejection.UNKNOWN_ACCOUNT.reasonHeader())
                .isEqualTo("SIP;cause=404;text=\"EB2B. Unknown account in contact\"");
        assertThat(Rejection.UNKNOWN_ACCOUNT.logKey()).isEqualTo("unknown-account");
    }

    @Test
    void textOfARuleCannotLeaveItsQuotes() {
        assertThat(Rejection.reasonHeader(603, "no \"fun\"\r\nVia: x"))
                .isEqualTo("SIP;cause=603;text=\"no \\\"fun\\\"Via: x\"");
    }

    @Test
    void everyRefusalIsAFinalFailure() {
        for (var rejection : Rejection.values()) {
            assertThat(rejection.status()).isBetween(400, 699);
            assertThat(rejection.text()).startsWith("EB2B. ");
            assertThat(rejection.phrase()).isNotEmpty();
        }
    }
}
