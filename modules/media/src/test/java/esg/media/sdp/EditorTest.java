package esg.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.media.relay.MediaFailure;
import esg.media.relay.Rules;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MED-02, MED-03: what one end says, told to the other. Lines are divided by blanks and a bar in these tables. */
class EditorTest {
    private static final InetAddress FOUR = InetAddress.ofLiteral("198.51.100.1");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");
    private static final Rules NO_RULES = Rules.at(FOUR);

    private static String tell(Editor editor, String sdp, Rules to, Rules from) {
        var said = (Description.Session) Description.read(sdp.getBytes(UTF_8));
        var formats = new CodecRule(to, from).formats(said, true);
        var ports = IntStream.range(0, formats.size())
                .mapToObj(i -> formats.get(i).isEmpty() ? 0 : 20_000 + 2 * i)
                .toList();
        return new String(editor.tell(sdp.getBytes(UTF_8), said, ports, formats), UTF_8);
    }

    private static String lines(String rest) {
        return ("v=0 ! s=- ! " + rest).replaceAll(" *! *", "\r\n") + "\r\n";
    }

    private static String told(String rest, Rules rules) {
        var all = tell(new Editor(rules, 7), lines(rest), rules, Rules.at(FOUR));
        return all.replace("v=0\r\ns=-\r\n", "").stripTrailing().replace("\r\n", " ! ");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        c=IN IP4 10.0.0.9 ! m=audio 4000 RTP/AVP 8                            | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8                          | the session's address
        m=audio 4000 RTP/AVP 8 ! c=IN IP4 10.0.0.9                            | m=audio 20000 RTP/AVP 8 ! c=IN IP4 198.51.100.1                          | the line's address
        m=audio 4000 RTP/AVP 8 ! i=it ! a=x                                   | m=audio 20000 RTP/AVP 8 ! i=it ! c=IN IP4 198.51.100.1 ! a=x             | an address where none is said
        c=IN IP4 0.0.0.0 ! m=audio 4000 RTP/AVP 8                             | c=IN IP4 0.0.0.0 ! m=audio 20000 RTP/AVP 8                               | hold as it was said once
        c=IN IP6 :: ! m=audio 4000 RTP/AVP 8                                  | c=IN IP4 0.0.0.0 ! m=audio 20000 RTP/AVP 8                               | hold of the other family
        c=IN IP6 2001:db8::9 ! m=audio 4000 RTP/AVP 8                         | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8                          | IPv6 to IPv4
        c=IN IP4 phone.example ! m=audio 4000 RTP/AVP 8                       | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8                          | a name
        c=IN IP4 10.0.0.9 ! m=audio 0 RTP/AVP 8 ! m=audio 4 RTP/AVP 8         | c=IN IP4 198.51.100.1 ! m=audio 0 RTP/AVP 8 ! m=audio 20002 RTP/AVP 8    | an ended line stays ended
        c=IN IP4 10.0.0.9 ! m=audio 4000/2 RTP/AVP 8                          | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8                          | one pair of ports
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 ! a=rtcp:53020                | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 ! a=rtcp:20001           | RTCP's port
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 ! a=rtcp:53 IN IP4 10.0.0.8   | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 ! a=rtcp:20001           | RTCP's address
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 ! a=rtcp-mux ! a=mid:0        | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 ! a=mid:0                | no mux
        a=ice-lite ! a=group:BUNDLE 0 ! a=group:LS 0 ! c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 | a=group:LS 0 ! c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 | no ICE, no bundle
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 ! a=ice-ufrag:8 ! a=candidate:1 1 UDP 1 10.0.0.9 4 typ host ! a=end-of-candidates | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 | no candidates
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/SAVP 8 ! a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/SAVP 8 ! a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x | keys pass
        c=IN IP4 10.0.0.9 ! m=image 4 udptl t38 ! a=T38FaxVersion:0           | c=IN IP4 198.51.100.1 ! m=image 20000 udptl t38 ! a=T38FaxVersion:0      | fax
        c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 8 ! m=message 7 TCP/MSRP * ! a=path:x | c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP 8 ! m=message 0 TCP/MSRP * ! a=path:x | no TCP
        """)
    void putsMediaAtOurAddress(String said, String told, String why) {
        assertThat(told(said, NO_RULES)).as(why).isEqualTo(told);
    }

    @Test
    void speaksIpv6ToWhoHasIt() {
        assertThat(told("c=IN IP4 10.0.0.9 ! m=audio 4000 RTP/AVP 8", Rules.at(SIX)))
                .isEqualTo("c=IN IP6 2001:db8:0:0:0:0:0:1 ! m=audio 20000 RTP/AVP 8");
        assertThat(told("c=IN IP4 0.0.0.0 ! m=audio 4000 RTP/AVP 8", Rules.at(SIX)))
                .isEqualTo("c=IN IP6 :: ! m=audio 20000 RTP/AVP 8");
    }

    private static Rules codecs(@Nullable String names) {
        return new Rules(FOUR, names == null ? List.of() : List.of(names.split(" ")), 0, false);
    }

    @ParameterizedTest(name = "{0} for {1} -> {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        0 8                                            | PCMA PCMU           | 8 0        | in our order
        0 8 18                                         | PCMA                | 8          | static numbers need no rtpmap
        96 8 ! a=rtpmap:96 opus/48000/2 ! a=fmtp:96 x  | PCMA                | 8          | what is removed takes its lines along
        96 8 ! a=rtpmap:96 opus/48000/2 ! a=fmtp:96 x  | pcma Opus           | 8 96 ! a=rtpmap:96 opus/48000/2 ! a=fmtp:96 x | in any case
        8 0 101 13 ! a=rtpmap:101 telephone-event/8000 ! a=fmtp:101 0-15 | PCMU telephone-event | 0 101 ! a=rtpmap:101 telephone-event/8000 ! a=fmtp:101 0-15 | events stay where they are named
        8 0 13 101 ! a=rtpmap:101 telephone-event/8000 | PCMA CN             | 8 13       | comfort noise too
        96 8 97 98 ! a=rtpmap:96 opus/48000/2 ! a=rtpmap:97 telephone-event/48000 ! a=rtpmap:98 telephone-event/8000 | PCMA telephone-event | 8 98 ! a=rtpmap:98 telephone-event/8000 | with the clock of the speech
        96 98 ! a=rtpmap:96 opus/48000/2 ! a=rtpmap:98 telephone-event/8000 | opus telephone-event | 96 98 ! a=rtpmap:96 opus/48000/2 ! a=rtpmap:98 telephone-event/8000 | with another clock if there is no other
        8 97 ! a=rtcp-fb:97 nack ! a=rtcp-fb:* nack    | PCMA                | 8 ! a=rtcp-fb:* nack | feedback of what is removed
        8  0                                           | PCMA PCMU           | 8  0       | blanks as they were when nothing changes
        """)
    void keepsTheCodecsWanted(String formats, String wanted, String told, String why) {
        assertThat(told("c=IN IP4 198.51.100.1 ! m=audio 4000 RTP/AVP " + formats, codecs(wanted)))
                .as(why)
                .isEqualTo("c=IN IP4 198.51.100.1 ! m=audio 20000 RTP/AVP " + told);
    }

    @Test
    void offersNothingTheOtherEndMustNotBeAnswered() {
        var told = tell(
                new Editor(NO_RULES, 7), lines("c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 9 8"), NO_RULES, codecs("PCMA"));
        assertThat(told).contains("RTP/AVP 8\r\n");
    }

    @Test
    void anAnswerKeepsItsOrder() {
        var said = (Description.Session) Description.read(
                lines("c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 0 8").getBytes(UTF_8));
        assertThat(new CodecRule(codecs("PCMA PCMU"), NO_RULES).formats(said, false))
                .containsExactly(List.of("0", "8"));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '|', textBlock = """
        m=audio 4 RTP/AVP 18                                            | PCMA PCMU
        m=audio 4 RTP/AVP 18 101 ! a=rtpmap:101 telephone-event/8000    | PCMA telephone-event
        m=audio 4 RTP/AVP 96                                            | opus
        m=message 7 TCP/MSRP *                                          | PCMA
        """)
    void saysWhenNothingIsLeft(String said, String wanted) {
        assertThatThrownBy(() -> told("c=IN IP4 10.0.0.9 ! " + said, codecs(wanted)))
                .isInstanceOfSatisfying(
                        MediaFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(MediaFailure.Kind.DESCRIPTION));
    }

    @Test
    void refusesOnlyTheLineThatHasNothingLeft() {
        assertThat(told("c=IN IP4 10.0.0.9 ! m=audio 4 RTP/AVP 18 ! m=video 6 RTP/AVP 34", codecs("PCMA")))
                .isEqualTo("c=IN IP4 198.51.100.1 ! m=audio 0 RTP/AVP 18 ! m=video 20002 RTP/AVP 34");
        assertThat(told("c=IN IP4 10.0.0.9 ! m=audio 0 RTP/AVP 18", codecs("PCMA")))
                .as("all has ended")
                .isEqualTo("c=IN IP4 198.51.100.1 ! m=audio 0 RTP/AVP 18");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        m=audio 4 RTP/AVP 8 ! b=AS:64 ! a=x ! a=ptime:20 ! a=y | m=audio 20000 RTP/AVP 8 ! b=AS:64 ! a=ptime:30 ! a=x ! a=y
        m=audio 4 RTP/AVP 8                                    | m=audio 20000 RTP/AVP 8 ! a=ptime:30
        m=video 4 RTP/AVP 34                                   | m=video 20000 RTP/AVP 34
        """)
    void asksForTheLengthOfPackets(String said, String told) {
        assertThat(told("c=IN IP4 198.51.100.1 ! " + said, new Rules(FOUR, List.of(), 30, false)))
                .isEqualTo("c=IN IP4 198.51.100.1 ! " + told);
    }

    @Test
    void isTheSameOriginForAsLongAsTheSessionLasts() {
        var editor = new Editor(NO_RULES, 42);
        var sdp = "v=0\r\no=alice 1 9 IN IP4 10.0.0.9\r\ns=-\r\nc=IN IP4 10.0.0.9\r\nm=audio 4 RTP/AVP 8\r\n";
        assertThat(tell(editor, sdp, NO_RULES, NO_RULES)).contains("\r\no=- 42 1 IN IP4 198.51.100.1\r\n");
        assertThat(tell(editor, sdp.replace("alice 1 9", "bob 5 5"), NO_RULES, NO_RULES))
                .as("RFC 3264 §8: nothing else is new")
                .contains("\r\no=- 42 1 IN IP4 198.51.100.1\r\n");
        assertThat(tell(editor, sdp + "a=sendonly\r\n", NO_RULES, NO_RULES))
                .contains("\r\no=- 42 2 IN IP4 198.51.100.1\r\n");
    }
}
