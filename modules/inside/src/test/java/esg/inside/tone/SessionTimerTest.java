package esg.inside.tone;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTimerTest {
    @ParameterizedTest(name = "{0}, Supported: {1} -> {2}, Require: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        1800                | timer  | 1800;refresher=uac | timer
        1800;refresher=uac  | timer  | 1800;refresher=uac | timer
        1800;refresher=uas  | timer  | 1800;refresher=uas | -
        1800                | 100rel | 1800;refresher=uas | -
        60                  | timer  | -                  | -
        soon                | timer  | -                  | -
        """)
    void thePeerRefreshesWhereItCan(String asked, String supported, @Nullable String said, @Nullable String required) {
        var invite = MessageBuilder.request("INVITE", "sip:1@127.0.0.1")
                .header(Headers.SESSION_EXPIRES, asked)
                .header(Headers.SUPPORTED, supported)
                .buildRequest();
        var ok = MessageBuilder.request("OK", "sip:1@127.0.0.1");
        SessionTimer.of(invite).ifPresent(session -> session.write(ok));
        var written = ok.buildRequest();
        assertThat(written.header(Headers.SESSION_EXPIRES)).isEqualTo(said);
        assertThat(written.header(Headers.REQUIRE)).isEqualTo(required);
    }

    /** RFC 4028 §10. */
    @ParameterizedTest(name = "{0} s -> {1} ms")
    @CsvSource({"1800, 1768000", "90, 60000"})
    void givesUpBeforeTheSessionExpires(int seconds, long millis) {
        assertThat(new SessionTimer(seconds, true).giveUpMillis()).isEqualTo(millis);
    }
}
