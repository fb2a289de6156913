package esg.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedCodecTest {
    private static byte[] sdp(String formats) {
        if (formats.isEmpty()) return new byte[0];
        var text = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=" + formats
                + "\r\na=rtpmap:101 telephone-event/8000\r\na=rtpmap:96 opus/48000/2\r\n";
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest(name = "{0} to {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
        audio 4000 RTP/AVP 8          | audio 4000 RTP/AVP 0 8 101 | PCMA
        audio 4000 RTP/AVP 101 0 8    | audio 4000 RTP/AVP 8 0 101 | PCMU
        audio 4000 RTP/AVP 96         | audio 4000 RTP/AVP 8       | OPUS
        audio 0 RTP/AVP 8             | audio 4000 RTP/AVP 8       | ''
        video 4000 RTP/AVP 96         | audio 4000 RTP/AVP 8       | ''
        ''                            | audio 4000 RTP/AVP 8       | ''
        audio 4000 RTP/AVP 8          | ''                         | PCMA
        """)
    void namesWhatBothSpeak(String answerer, String offerer, String codec) {
        assertEquals(codec, AgreedCodec.of(sdp(answerer), sdp(offerer)));
    }
}
