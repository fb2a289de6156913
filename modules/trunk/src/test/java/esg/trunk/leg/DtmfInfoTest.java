package esg.trunk.leg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as telephones tell them by INFO. */
class DtmfInfoTest {
    private static SipRequest info(String type, String body) {
        return begun().body(type, body.getBytes(ISO_8859_1)).buildRequest();
    }

    private static MessageBuilder begun() {
        return MessageBuilder.request("INFO", "sip:1@a").header(Headers.CALL_ID, "1");
    }

    private static String shown(@Nullable DtmfInfo read) {
        return read == null ? "nothing" : read.key() + " " + read.millis();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = true, delimiter = '|', textBlock = """
        application/dtmf-relay | Signal=5\\nDuration=160      | 5 160
        APPLICATION/dtmf-relay;x=y | signal = d \\n duration = 100 \\n | D 100
        application/dtmf-relay | Duration=100\\nSignal=*      | * 100
        application/dtmf-relay | Signal=#                     | # 250
        application/dtmf-relay | Signal=11\\nDuration=90      | # 90
        application/dtmf-relay | Signal=5\\nDuration=1        | 5 40
        application/dtmf-relay | Signal=5\\nDuration=999999   | 5 8000
        application/dtmf-relay | Signal=5\\nDuration=-7       | 5 250
        application/dtmf-relay | Signal=5\\nDuration=99999999999 | 5 250
        application/dtmf-relay | Signal=16                    | nothing
        application/dtmf-relay | Signal=                      | nothing
        application/dtmf-relay | Signal=E                     | nothing
        application/dtmf-relay | Signal=555                   | nothing
        application/dtmf-relay | 5                            | nothing
        application/dtmf       | 7                            | 7 250
        application/dtmf       | 10                           | * 250
        application/dtmf       | x                            | nothing
        application/sdp        | 7                            | nothing
        """)
    void reads(String type, String body, String key) {
        assertThat(shown(DtmfInfo.read(info(type, body.replace("\\n", "\r\n")))))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"5, 160", "#, 40", "*, 8000", "A, 250"})
    void writesWhatItReads(char key, int millis) {
        var written = new DtmfInfo(key, millis).write(begun()).buildRequest();
        assertThat(written.contentType()).isEqualTo("application/dtmf-relay");
        assertThat(DtmfInfo.read(written)).isEqualTo(new DtmfInfo(key, millis));
    }
}
