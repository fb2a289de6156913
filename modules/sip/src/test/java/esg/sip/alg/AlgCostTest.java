package esg.sip.alg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the swap costs: tells the processor time of a packet, and asserts nothing about it, for a test may run anywhere. */
class AlgCostTest {
    private static final Logger log = LoggerFactory.getLogger(AlgCostTest.class);
    private static final int PACKETS = 100_000;

    private static byte[] invite(String host) {
        return """
            INVITE sip:71234567890@%1$s:5080 SIP/2.0
            Via: SIP/2.0/UDP 203.0.113.9:5060;rport;branch=z9hG4bK74bf9a0b12cd
            Via: SIP/2.0/UDP 203.0.113.10:5060;received=203.0.113.10;branch=z9hG4bK1234567
            Record-Route: <sip:203.0.113.9;lr;ftag=as58f4201b>
            Max-Forwards: 69
            From: "8430000000" <sip:8430000000@203.0.113.9>;tag=as58f4201b
            To: <sip:71234567890@%1$s>
            Contact: <sip:8430000000@203.0.113.10:5060>
            Call-ID: 0a31e1c1-5b60-123c-8a9f-00505684a2c4
            CSeq: 102 INVITE
            User-Agent: Some PBX 16.2.1
            Date: Thu, 26 Nov 2026 10:11:12 GMT
            Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO
            Supported: replaces, timer
            Content-Type: application/sdp
            Content-Length: 234

            v=0
            o=root 1821 1821 IN IP4 203.0.113.10
            s=session
            c=IN IP4 203.0.113.10
            t=0 0
            m=audio 17382 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv
            """.formatted(host).replace("\n", "\r\n").getBytes(US_ASCII);
    }

    private static AlgPair pair(String gray, String white) {
        return new AlgPair(InetAddress.ofLiteral(gray), InetAddress.ofLiteral(white));
    }

    @ParameterizedTest(name = "{0} pairs, {1}")
    @CsvSource({"0, 62.85.127.4", "1, 192.0.2.1", "1, 62.85.127.4", "8, 192.0.2.1", "8, 62.85.127.4", "6, 62.85.127.4"})
    void tellsWhatAPacketCosts(int pairs, String host) {
        var many = IntStream.range(0, pairs)
                .mapToObj(i -> pairs == 6
                        ? pair("fd00::" + (14 + i), "2001:db8::" + (4 + i))
                        : pair("172.16.0." + (14 + i), "62.85.127." + (4 + i)));
        var alg = Alg.of(many.toList());
        var packet = invite(host);
        for (int warm = 0; warm < 3; warm++) nanos(alg::incoming, packet);
        long nanos = nanos(alg::incoming, packet);
        log.info("pairs={} host={} bytes={} nanos={}", pairs, host, packet.length, nanos);
        assertThat(new String(alg.incoming(packet), US_ASCII).contains("172.16.0.14"))
                .isEqualTo((pairs == 1 || pairs == 8) && host.equals("62.85.127.4"));
    }

    private static long nanos(UnaryOperator<byte[]> swap, byte[] packet) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long bytes = 0;
        for (int i = 0; i < PACKETS; i++) bytes += swap.apply(packet).length;
        assertThat(bytes).isPositive();
        return (threads.getCurrentThreadCpuTime() - before) / PACKETS;
    }
}
