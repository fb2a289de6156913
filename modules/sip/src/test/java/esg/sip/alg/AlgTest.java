package esg.sip.alg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ALG-01, ALG-02, ALG-04: what is swapped in a packet, and what is not. */
class AlgTest {
    private static final Alg ALG = Alg.of(List.of(
            pair("10.0.0.1", "192.0.2.77"),
            pair("10.0.0.14", "198.51.100.5"),
            pair("fd00::14", "2001:db8::5"),
            pair("fd00:1:2:3:4:5:6:7", "2001:db8:a:b:c:d:e:f")));

    private static AlgPair pair(String gray, String white) {
        return new AlgPair(InetAddress.ofLiteral(gray), InetAddress.ofLiteral(white));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static String out(String packet) {
        return new String(ALG.outgoing(bytes(packet)), ISO_8859_1);
    }

    private static String in(String packet) {
        return new String(ALG.incoming(bytes(packet)), ISO_8859_1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        10.0.0.1                          | 192.0.2.77
        sip:10.0.0.1                      | sip:192.0.2.77
        <sip:100@10.0.0.1:5080;lr>        | <sip:100@192.0.2.77:5080;lr>
        Via: SIP/2.0/UDP 10.0.0.1:5080;rport;received=10.0.0.1 | Via: SIP/2.0/UDP 192.0.2.77:5080;rport;received=192.0.2.77
        10.0.0.1,10.0.0.14,10.0.0.1       | 192.0.2.77,198.51.100.5,192.0.2.77
        uri="sip:10.0.0.1"                | uri="sip:192.0.2.77"
        ::ffff:10.0.0.1                   | ::ffff:192.0.2.77
        10.0.0.14                         | 198.51.100.5
        10.0.0.141                        | 10.0.0.141
        110.0.0.1                         | 110.0.0.1
        10.0.0.1.2                        | 10.0.0.1.2
        1.10.0.0.1                        | 1.10.0.0.1
        10.0.0.1.example.com              | 10.0.0.1.example.com
        10.0.0.1a                         | 10.0.0.1a
        v10.0.0.1                         | v10.0.0.1
        192.0.2.77                        | 192.0.2.77
        10.0.0                            | 10.0.0
        [fd00::14]:5060                   | [2001:db8::5]:5060
        c=IN IP6 fd00::14                 | c=IN IP6 2001:db8::5
        received=fd00:0:0:0:0:0:0:14;x    | received=2001:db8:0:0:0:0:0:5;x
        [FD00::0014]                      | [2001:db8::5]
        [fd00:0::14]                      | [2001:db8::5]
        X-Seen:fd00::14                   | X-Seen:2001:db8::5
        [fd00:1:2:3:4:5:6:7]              | [2001:db8:a:b:c:d:e:f]
        fd00::145                         | fd00::145
        fd00::14:5060                     | fd00::14:5060
        1:fd00::14                        | 1:fd00::14
        gfd00::14                         | gfd00::14
        fd00::14g                         | fd00::14g
        fd00::14::                        | fd00::14::
        Date: Thu, 26 Nov 2026 10:00:01   | Date: Thu, 26 Nov 2026 10:00:01
        """)
    void swapsWholeAddressesOnly(String text, String swapped) {
        assertThat(ALG.outgoing(text)).isEqualTo(swapped);
    }

    private static final String HEAD = """
        INVITE sip:100@192.0.2.77:5080 SIP/2.0
        Via: SIP/2.0/UDP 203.0.113.9:5060;branch=z9hG4bK1
        Record-Route: <sip:203.0.113.9;lr>
        From: <sip:200@203.0.113.9>;tag=a
        To: <sip:100@192.0.2.77>
        Call-ID: 17@192.0.2.77
        CSeq: 1 INVITE
        Contact: <sip:200@203.0.113.9>
        Max-Forwards: 70
        """;
    private static final String SDP = """
        v=0
        o=- 1 1 IN IP4 192.0.2.77
        s=-
        c=IN IP4 192.0.2.77
        t=0 0
        m=audio 4000 RTP/AVP 8
        a=rtcp:4001 IN IP4 192.0.2.77
        """;

    private static String packet(String fields, String body) {
        return (HEAD + fields + "\n" + body).replace("\n", "\r\n");
    }

    private static String sdp(String lengthField, int growth) {
        int length = SDP.replace("\n", "\r\n").length() + growth;
        return "Content-Type: application/sdp\n" + lengthField + length + "\n";
    }

    /** ALG-04: nothing else moves, and the message can still be read. */
    @ParameterizedTest
    @CsvSource({"'Content-Length: '", "'l: '", "'CONTENT-LENGTH:\t'", "'L:'"})
    void countsTheBodyAnew(String lengthField) {
        var wire = packet(sdp(lengthField, 0), SDP);
        var read = in(wire);

        var expected = packet(sdp(lengthField, -6), SDP).replace("192.0.2.77", "10.0.0.1");
        assertThat(read).isEqualTo(expected);
        assertThat(MessageParser.parse(bytes(read))).isInstanceOf(Parsed.class);
        assertThat(out(read)).isEqualTo(wire);
    }

    /** Each pair by itself, Content-Length is none of them, and binary bodies have none. */
    @Test
    void countsThePlacesOfEachPair() {
        var wire = bytes(packet("X: 2001:db8::5, 192.0.2.771\n" + sdp("l: ", 0), SDP));
        assertThat(ALG.incomingPlaces(wire).values()).containsExactly(6, 0, 1, 0);
        assertThat(ALG.outgoingPlaces(ALG.incoming(wire))).isEqualTo(7);
        var binary = bytes(packet("Content-Type: image/png\n", SDP));
        assertThat(ALG.incomingPlaces(binary).values()).containsExactly(3, 0, 0, 0);
        assertThat(ALG.outgoingPlaces(bytes("OPTIONS sip:a SIP/2.0"))).isZero();
    }

    /** SMP-02: some middleboxes shorten a body and leave its length; what was wrong by as much before is after. */
    @Test
    void aLengthThatWasWrongStaysAsWrong() {
        assertThat(in(packet(sdp("Content-Length: ", 9), SDP)))
                .isEqualTo(packet(sdp("Content-Length: ", 9 - 6), SDP).replace("192.0.2.77", "10.0.0.1"));
    }

    @Test
    void whatLiesBehindTheBodyIsNoPartOfIt() {
        var junk = "192.0.2.77";
        assertThat(in(packet(sdp("l: ", 0), SDP) + junk)).isEqualTo(in(packet(sdp("l: ", 0), SDP)) + junk);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        application/sdp                   |          | true
        application/sdp; charset=utf-8    |          | true
        APPLICATION/SDP                   | identity | true
                                          |          | true
        multipart/mixed; boundary=x       |          | true
        message/sipfrag                   |          | true
        application/dialog-info+xml       |          | true
        text/plain                        |          | true
        application/sdp                   | gzip     | false
        application/isup                  |          | false
        application/pkcs7-mime            |          | false
        multipart/signed; boundary=x      |          | false
        application/octet-stream          |          | false
        """)
    void leavesBinaryBodiesAlone(String type, String encoding, boolean swapped) {
        var fields = (type == null ? "" : "c: " + type + "\n") + (encoding == null ? "" : "e: " + encoding + "\n");
        var read = in(packet(fields + "l: 10\n", "192.0.2.77"));
        assertThat(read)
                .startsWith("INVITE sip:100@10.0.0.1:5080 SIP/2.0\r\n")
                .contains("\r\nTo: <sip:100@10.0.0.1>\r\n");
        assertThat(read).endsWith(swapped ? "l: 8\r\n\r\n10.0.0.1" : "l: 10\r\n\r\n192.0.2.77");
    }

    @Test
    void copiesNothingWhereNothingIsToDo() {
        var packet = bytes(packet("l: 0\n", "").replace("192.0.2.77", "192.0.2.7"));
        assertThat(ALG.incoming(packet)).isSameAs(packet);
        assertThat(ALG.outgoing(packet)).isSameAs(packet);
        assertThat(Alg.NONE.incoming(packet)).isSameAs(packet);
        var binary = bytes("INVITE a SIP/2.0\r\nc: application/isup\r\n\r\n192.0.2.77");
        assertThat(ALG.incoming(binary)).isSameAs(binary);
    }

    /** Whatever comes: no exception leaves the edge. */
    @ParameterizedTest
    @CsvSource({
        "''",
        "192.0.2.77",
        "'\r\n'",
        "'\r\n\r\n192.0.2.77'",
        "':::::::'",
        "'[::192.0.2.77'",
        "'a:b\r\n192.0.2.77'"
    })
    void takesWhatIsNoPacket(String text) {
        assertThat(in(text)).isEqualTo(text.replace("192.0.2.77", "10.0.0.1"));
    }

    @Test
    void anAddressStandsInOnePlace() {
        var one = pair("10.0.0.1", "192.0.2.1");
        assertThatThrownBy(() -> Alg.of(List.of(one, pair("192.0.2.1", "192.0.2.2"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Alg.of(List.of(pair("10.0.0.1", "2001:db8::1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
