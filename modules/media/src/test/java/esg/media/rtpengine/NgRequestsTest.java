package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.relay.MediaRelay.End;
import esg.media.relay.Rules;
import esg.media.rtpengine.NgRequests.Subject;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What engines are told, of a caller at IPv4 with plain RTP and a callee at IPv6 with SRTP. */
class NgRequestsTest {
    private static final Rules CALLERS =
            new Rules(InetAddress.ofLiteral("192.0.2.1"), List.of("PCMA", "telephone-event"), 20, false);
    private static final Rules CALLEES = new Rules(InetAddress.ofLiteral("2001:db8::1"), List.of("PCMU"), 30, true);
    private static final Subject SUBJECT = new Subject("id", Map.of(End.CALLER, CALLERS, End.CALLEE, CALLEES), false);

    @Test
    void anOfferIsWrittenByTheRulesOfWhoGetsIt() {
        var offer = NgRequests.offer(SUBJECT, End.CALLER, "v=0");
        assertThat(offer.text("command")).isEqualTo("offer");
        assertThat(offer.text("call-id")).isEqualTo("id");
        assertThat(offer.text("from-tag")).isEqualTo("caller");
        assertThat(offer.text("to-tag")).isEqualTo("callee");
        assertThat(offer.text("transport-protocol")).isEqualTo("RTP/SAVP");
        assertThat(offer.text("address-family")).isEqualTo("IP6");
        assertThat(offer.text("media-address")).isEqualTo("2001:db8::1");
        assertThat(offer.items("direction")).isEqualTo(Value.Items.of("192.0.2.1", "2001:db8::1"));
        assertThat(offer.number("ptime")).isEqualTo(30);
        assertThat(offer.number("ptime-reverse")).isEqualTo(20);
        var codec = offer.dictionary("codec");
        assertThat(codec.items("mask")).isEqualTo(Value.Items.of("all"));
        assertThat(codec.items("transcode")).isEqualTo(Value.Items.of("PCMU"));
    }

    @Test
    void anOfferOfTheCalleeIsTheSameTheOtherWayRound() {
        var offer = NgRequests.offer(SUBJECT, End.CALLEE, "v=0");
        assertThat(offer.text("from-tag")).isEqualTo("callee");
        assertThat(offer.text("transport-protocol")).isEqualTo("RTP/AVP");
        assertThat(offer.text("address-family")).isEqualTo("IP4");
        assertThat(offer.dictionary("codec").items("transcode")).isEqualTo(Value.Items.of("PCMA", "telephone-event"));
    }

    @Test
    void whatTheOffererIsNotToUseIsNotToldOfToTheEngine() {
        assertThat(NgRequests.offer(SUBJECT, End.CALLER, "m=audio 4000 RTP/AVP 0 8\r\n")
                        .text("sdp"))
                .isEqualTo("m=audio 4000 RTP/AVP 8\r\n");
    }

    @Test
    void anAnswerKeepsTheTagsOfItsOfferAndGoesToItsAddress() {
        var answer = NgRequests.answer(SUBJECT, End.CALLEE, "v=0");
        assertThat(answer.text("from-tag")).isEqualTo("caller");
        assertThat(answer.text("to-tag")).isEqualTo("callee");
        assertThat(answer.text("media-address")).isEqualTo("192.0.2.1");
        assertThat(answer.entries()).doesNotContainKeys("codec", "ptime", "transport-protocol");
    }

    @Test
    void rulesThatAskForNothingLeaveCodecsAlone() {
        var plain = Rules.at(InetAddress.ofLiteral("192.0.2.1"));
        var subject = new Subject("id", Map.of(End.CALLER, plain, End.CALLEE, plain), false);
        assertThat(NgRequests.offer(subject, End.CALLER, "v=0").entries()).doesNotContainKeys("codec", "ptime");
    }

    @Test
    void onlyWhoMayDialHasAudioDecoded() {
        var dials = new Subject("id", SUBJECT.rules(), true);
        assertThat(NgRequests.offer(dials, End.CALLER, "").items("flags").has("inject-DTMF"))
                .isTrue();
        assertThat(NgRequests.offer(SUBJECT, End.CALLER, "").items("flags").has("inject-DTMF"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        ::1
        ::
        fe80::1
        2001:db8:0:1:1:1:1:1
        2001:db8::1:0:0:1
        2001:0:0:1::1
        2001:db8:1::
        192.0.2.1
        """)
    void addressesAreWrittenAsPeopleNameInterfaces(String literal) {
        var rules = Rules.at(InetAddress.ofLiteral(literal));
        var subject = new Subject("id", Map.of(End.CALLER, rules, End.CALLEE, rules), false);
        assertThat(NgRequests.offer(subject, End.CALLER, "").text("media-address"))
                .isEqualTo(literal);
    }

    @ParameterizedTest(name = "{0} for {1} ms: event {2} for {3} ms")
    @CsvSource(delimiter = '|', textBlock = """
        0 | 250    | 0  | 250
        9 | 99     | 9  | 100
        * | 5001   | 10 | 5000
        '#' | 100  | 11 | 100
        A | 100    | 12 | 100
        d | 100    | 15 | 100
        """)
    void dialsInTheVoiceOfTheOther(char digit, int millis, long code, long duration) {
        var dial = NgRequests.dial("id", End.CALLEE, digit, millis).orElseThrow();
        assertThat(dial.text("from-tag")).isEqualTo("caller");
        assertThat(dial.number("code")).isEqualTo(code);
        assertThat(dial.number("duration")).isEqualTo(duration);
    }

    @Test
    void whatIsNoDigitIsNotDialled() {
        assertThat(NgRequests.dial("id", End.CALLEE, 'x', 100)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        PCMA telephone-event | a=rtpmap:101 telephone-event/8000 | true
        ''                   | a=rtpmap:101 TELEPHONE-EVENT/8000 | true
        PCMA                 | a=rtpmap:101 telephone-event/8000 | false
        ''                   | a=rtpmap:8 PCMA/8000              | false
        """)
    void hearsEventsWhoSaysSoAndMay(String codecs, String sdp, boolean expected) {
        var kept = codecs.isEmpty() ? List.<String>of() : List.of(codecs.split(" "));
        var rules = new Rules(InetAddress.ofLiteral("192.0.2.1"), kept, 0, false);
        assertThat(NgRequests.hearsEvents(rules, sdp)).isEqualTo(expected);
    }
}
