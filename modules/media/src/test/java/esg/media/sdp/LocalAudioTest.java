package esg.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers and answers of one audio stream (RFC 3264); lines are divided by blanks and a bar in these tables. */
class LocalAudioTest {
    private final LocalAudio local =
            new LocalAudio(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 20_000), 42);

    private static Description read(String lines) {
        return Description.read(("v=0 ! o=- 7 7 IN IP4 192.0.2.9 ! s=- ! " + lines)
                .replaceAll(" *! *", "\r\n")
                .getBytes(UTF_8));
    }

    private Outcome answer(String lines) {
        return local.answer(read(lines));
    }

    private Outcome.Agreed agreed(String lines) {
        var outcome = answer(lines);
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return (Outcome.Agreed) outcome;
    }

    private static String lines(String sdp, String type) {
        return String.join(
                " ! ", sdp.lines().filter(line -> line.startsWith(type)).toList());
    }

    @Test
    void answersWithItsOwnAddressAndPort() {
        var agreed =
                agreed("c=IN IP4 192.0.2.9 ! t=0 0 ! m=audio 4000 RTP/AVP 8 101 ! a=rtpmap:101 telephone-event/8000");
        assertThat(agreed.sdp()).isEqualTo("""
                v=0
                o=- 42 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 20000 RTP/AVP 8 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=ptime:20
                a=sendrecv
                """.replace("\n", "\r\n"));
        assertThat(agreed.audio().remote()).isEqualTo(new InetSocketAddress("192.0.2.9", 4000));
    }

    @ParameterizedTest(name = "{0} -> {1} as {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        0 8                                                | PCMU | 0  | the peer's favourite
        18 8 0                                             | PCMA | 8  | the first we know
        97 0 ! a=rtpmap:97 pcma/8000                       | PCMA | 97 | by name, in any case
        97 0 ! a=rtpmap:97 PCMA/8000/1                     | PCMA | 97 | with its one channel
        97 0 ! a=rtpmap:97 PCMA/16000                      | PCMU | 0  | not at another rate
        97 8 ! a=rtpmap:97 PCMU/8000/2                     | PCMA | 8  | nor in stereo
        0 8 ! a=rtpmap:0 opus/48000/2                      | PCMA | 8  | an rtpmap says more than a static number
        """)
    void takesTheFirstCodecItKnows(String formats, Codec codec, int type, String why) {
        var audio = agreed("c=IN IP4 192.0.2.9 ! t=0 0 ! m=audio 4000 RTP/AVP " + formats)
                .audio();
        assertThat(audio.codec()).as(why).isEqualTo(codec);
        assertThat(audio.payloadType()).as(why).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}, sends: {3}")
    @CsvSource(nullValues = "-", textBlock = """
        sendrecv, 192.0.2.9, sendrecv, true
        -,        192.0.2.9, sendrecv, true
        sendonly, 192.0.2.9, recvonly, false
        recvonly, 192.0.2.9, sendonly, true
        inactive, 192.0.2.9, inactive, false
        sendrecv, 0.0.0.0,   recvonly, false
        recvonly, 0.0.0.0,   inactive, false
        sendrecv, 224.2.1.1, recvonly, false
        """)
    void repliesToEachDirection(
            @org.jspecify.annotations.Nullable String offered, String host, String said, boolean sends) {
        var attribute = offered == null ? "" : " ! a=" + offered;
        var agreed = agreed("c=IN IP4 " + host + " ! t=0 0 ! m=audio 4000 RTP/AVP 8" + attribute);
        assertThat(lines(agreed.sdp(), "a=")).endsWith("a=" + said);
        assertThat(agreed.audio().sends())
                .as("NAT-01: nothing is sent to who holds us")
                .isEqualTo(sends);
    }

    @Test
    void whatTheSessionSaysHoldsForLinesThatSayNothing() {
        var agreed = agreed("c=IN IP4 192.0.2.9 ! t=0 0 ! a=sendonly ! m=audio 4000 RTP/AVP 8");
        assertThat(lines(agreed.sdp(), "a=")).endsWith("a=recvonly");
        var own = agreed(
                "c=IN IP4 0.0.0.0 ! t=0 0 ! a=sendonly ! m=audio 4000 RTP/AVP 8 ! c=IN IP4 192.0.2.7 ! a=recvonly");
        assertThat(own.audio().remote()).isEqualTo(new InetSocketAddress("192.0.2.7", 4000));
        assertThat(own.audio().sends()).isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        m=audio 4000 RTP/AVP 8 ! m=video 4002 RTP/AVP 31             | m=audio 20000 RTP/AVP 8 ! m=video 0 RTP/AVP 31
        m=video 4002 RTP/AVP 31 34 ! m=audio 4000 RTP/AVP 0          | m=video 0 RTP/AVP 31 34 ! m=audio 20000 RTP/AVP 0
        m=audio 4000 RTP/AVP 8 ! m=audio 4004 RTP/AVP 8              | m=audio 20000 RTP/AVP 8 ! m=audio 0 RTP/AVP 8
        m=audio 4000 RTP/SAVP 8 ! m=audio 4004 RTP/AVP 8             | m=audio 0 RTP/SAVP 8 ! m=audio 20000 RTP/AVP 8
        m=audio 0 RTP/AVP 8 ! m=audio 4004 RTP/AVP 8                 | m=audio 0 RTP/AVP 8 ! m=audio 20000 RTP/AVP 8
        m=image 4006 udptl t38 ! m=audio 4000 RTP/AVP 8              | m=image 0 udptl t38 ! m=audio 20000 RTP/AVP 8
        """)
    void refusesEveryOtherStreamByPortZero(String offered, String answered) {
        assertThat(lines(agreed("c=IN IP4 192.0.2.9 ! t=0 0 ! " + offered).sdp(), "m="))
                .isEqualTo(answered);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        c=IN IP4 192.0.2.9 ! m=audio 4000 RTP/AVP 18 9       | neither PCMA nor PCMU offered
        c=IN IP4 192.0.2.9 ! m=video 4000 RTP/AVP 31         | no audio over RTP/AVP offered
        c=IN IP4 192.0.2.9 ! m=audio 4000 RTP/SAVP 8         | no audio over RTP/AVP offered
        t=0 0                                                | no audio over RTP/AVP offered
        c=IN IP6 2001:db8::9 ! m=audio 4000 RTP/AVP 8        | no common address family
        m=audio many RTP/AVP 8                               | cannot be read: m=audio many RTP/AVP 8
        m=audio 70000 RTP/AVP 8                              | cannot be read: m=audio 70000 RTP/AVP 8
        nonsense                                             | no line of SDP: nonsense
        """)
    void saysWhyThereIsNothingToAgreeOn(String offered, String why) {
        assertThat(answer(offered)).isEqualTo(new Outcome.Refused(why));
    }

    @Test
    void audioThatEndsIsNoFailure() {
        var outcome = answer("c=IN IP4 192.0.2.9 ! t=0 0 ! m=audio 0 RTP/AVP 8");
        assertThat(outcome).isInstanceOf(Outcome.WithoutAudio.class);
        assertThat(lines(((Outcome.WithoutAudio) outcome).sdp(), "m=")).isEqualTo("m=audio 0 RTP/AVP 8");
    }

    @Test
    void countsTheVersionsOfWhatItSays() {
        var offer = "c=IN IP4 192.0.2.9 ! t=0 0 ! m=audio 4000 RTP/AVP 8";
        assertThat(lines(agreed(offer).sdp(), "o=")).contains(" 42 1 ");
        assertThat(lines(agreed(offer).sdp(), "o=")).as("the same once more").contains(" 42 1 ");
        assertThat(lines(agreed(offer + " ! a=sendonly").sdp(), "o=")).contains(" 42 2 ");
        assertThat(lines(local.offer(), "o=")).contains(" 42 3 ");
    }

    @Test
    void repeatsTheTimesOfTheOffer() {
        assertThat(lines(
                        agreed("c=IN IP4 192.0.2.9 ! t=5 9 ! m=audio 4000 RTP/AVP 8")
                                .sdp(),
                        "t="))
                .isEqualTo("t=5 9");
    }

    @Test
    void speaksIpv6WhereItListensThere() {
        var six = new LocalAudio(new InetSocketAddress(InetAddress.ofLiteral("::1"), 20_002), 1);
        var outcome = six.answer(read("c=IN IP6 2001:db8::9 ! t=0 0 ! m=audio 4000 RTP/AVP 8"));
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        assertThat(lines(((Outcome.Agreed) outcome).sdp(), "c=")).isEqualTo("c=IN IP6 0:0:0:0:0:0:0:1");
    }

    @Test
    void aNameIsNotLookedUp() {
        assertThat(agreed("c=IN IP4 phone.example ! t=0 0 ! m=audio 4000 RTP/AVP 8")
                        .audio()
                        .remote())
                .as("NAT-01: audio goes where audio comes from")
                .isNull();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        m=audio 4000 RTP/AVP 0                       | PCMU
        m=audio 4000 RTP/AVP 8 101 ! a=sendonly      | PCMA
        m=audio 0 RTP/AVP 8                          | -
        m=audio 4000 RTP/AVP 9                       | -
        t=0 0                                        | -
        nonsense                                     | -
        """)
    void readsTheAnswerToItsOffer(String answered, @org.jspecify.annotations.Nullable Codec codec) {
        var agreed = LocalAudio.agreed(read("c=IN IP4 192.0.2.9 ! " + answered));
        assertThat(agreed.map(AudioStream::codec).orElse(null)).isEqualTo(codec);
    }

    @Test
    void itsOfferCanBeAnsweredByItself() {
        var other = new LocalAudio(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 30_000), 9);
        var answer = other.answer(Description.read(local.offer().getBytes(UTF_8)));
        assertThat(answer).isInstanceOf(Outcome.Agreed.class);
        var agreed = LocalAudio.agreed(
                Description.read(((Outcome.Agreed) answer).sdp().getBytes(UTF_8)));
        assertThat(agreed.orElseThrow().remote()).isEqualTo(new InetSocketAddress("127.0.0.2", 30_000));
    }
}
