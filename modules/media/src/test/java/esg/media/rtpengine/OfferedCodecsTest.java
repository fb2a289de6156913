package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OfferedCodecsTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private static final String AUDIO = """
        m=audio 4000 RTP/AVP 0 8 18 96 101\r
        a=rtpmap:0 PCMU/8000\r
        a=rtpmap:96 opus/48000/2\r
        a=rtpmap:101 telephone-event/8000\r
        a=fmtp:96 useinbandfec=1\r
        a=fmtp:101 0-15\r
        a=ptime:20\r
        """;
    private static final String VIDEO = "m=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";

    @Test
    void keepsWhatIsNamedAndWhatBelongsToIt() {
        assertThat(OfferedCodecs.keep(HEAD + AUDIO + VIDEO, List.of("pcma", "telephone-event")))
                .isEqualTo(HEAD + """
                    m=audio 4000 RTP/AVP 8 101\r
                    a=rtpmap:101 telephone-event/8000\r
                    a=fmtp:101 0-15\r
                    a=ptime:20\r
                    """ + VIDEO);
    }

    @Test
    void keepsTheOrderOfWhoOffers() {
        assertThat(OfferedCodecs.keep(HEAD + AUDIO, List.of("opus", "PCMU"))).contains("RTP/AVP 0 96\r\n");
    }

    @Test
    void withoutNamesEverythingStays() {
        assertThat(OfferedCodecs.keep(HEAD + AUDIO + VIDEO, List.of())).isEqualTo(HEAD + AUDIO + VIDEO);
    }

    @Test
    void aLineWithoutAnyOfThemStaysAsItIs() {
        assertThat(OfferedCodecs.keep(HEAD + AUDIO, List.of("G722", "telephone-event")))
                .isEqualTo(HEAD + AUDIO);
    }

    @Property
    void noTextMakesItFail(@ForAll String text) {
        assertThat(OfferedCodecs.keep("m=audio " + text, List.of("PCMA"))).startsWith("m=audio");
    }
}
