package esg.admin.monitor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcapTest {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final Instant AT = Instant.parse("2026-01-01T10:00:00.123456Z");

    private static Packet packet(boolean sent, String peer, String own, String text) {
        return new Packet(AT, sent, true, "udp", peer, own, "c", "line", "1 INVITE", "", text);
    }

    private static ByteBuffer of(Packet... packets) {
        return ByteBuffer.wrap(
                Pcap.of(new Everywhere(List.of(new Found("esg1@192.0.2.9", List.of(packets), true, true)), List.of())));
    }

    private static byte[] bytes(ByteBuffer file, int from, int length) {
        var bytes = new byte[length];
        file.get(from, bytes);
        return bytes;
    }

    private static String hex(ByteBuffer file, int from, int length) {
        return HexFormat.of().formatHex(bytes(file, from, length));
    }

    @Test
    void beginsAsACaptureOfBareIp() {
        assertThat(hex(of(), 0, FILE_HEADER)).isEqualTo("a1b2c3d4000200040000000000000000" + "0000ffff" + "00000065");
        assertThat(of().capacity()).isEqualTo(FILE_HEADER);
    }

    @Test
    void aMessageIsADatagramFromWhereTheNodeSaidItIs() {
        var file = of(packet(true, "198.51.100.7:5061", "203.0.113.5:5080", "OPTIONS"));
        assertThat(file.getInt(FILE_HEADER)).isEqualTo((int) AT.getEpochSecond());
        assertThat(file.getInt(FILE_HEADER + 4)).isEqualTo(123_456);
        assertThat(file.getInt(FILE_HEADER + 8)).isEqualTo(35);
        int ip = FILE_HEADER + RECORD_HEADER;
        assertThat(hex(file, ip, 10)).isEqualTo("45000023" + "00000000" + "4011");
        assertThat(hex(file, ip + 12, 8)).as("from and to").isEqualTo("cb007105" + "c6336407");
        assertThat(hex(file, ip + 20, 8)).as("UDP").isEqualTo("13d8" + "13c5" + "000f" + "0000");
        assertThat(sum(file, ip, 20)).as("checksum of the header").isEqualTo(0xffff);
        assertThat(new String(bytes(file, ip + 28, 7), ISO_8859_1)).isEqualTo("OPTIONS");
    }

    /** What was received does not say where; what was sent to the same peer does. */
    @Test
    void whatWasReceivedCameToWhereTheAnswerWentFrom() {
        var file = of(
                packet(false, "198.51.100.7:5061", "", "INVITE"),
                packet(true, "198.51.100.7:5061", "203.0.113.5:5080", "SIP/2.0 200 OK"),
                packet(false, "198.51.100.8:5061", "", "x"));
        int first = FILE_HEADER + RECORD_HEADER;
        assertThat(hex(file, first + 12, 12)).isEqualTo("c6336407" + "cb007105" + "13c5" + "13d8");
        int third = first + 28 + 6 + RECORD_HEADER + 28 + 14 + RECORD_HEADER;
        assertThat(hex(file, third + 12, 12))
                .as("the node's address")
                .isEqualTo("c6336408" + "c0000209" + "13c5" + "13c4");
    }

    @Test
    void sixHasAChecksum() {
        var file = of(packet(true, "[2001:db8::7]:5060", "[2001:db8::1]:5080", "odd"));
        int ip = FILE_HEADER + RECORD_HEADER;
        assertThat(hex(file, ip, 8)).isEqualTo("60000000" + "000b" + "1140");
        var pseudo = ByteBuffer.allocate(32 + 8 + 12);
        pseudo.put(file.slice(ip + 8, 32)).putInt(11).putInt(17).put(file.slice(ip + 40, 11));
        assertThat(sum(pseudo, 0, pseudo.capacity())).isEqualTo(0xffff);
    }

    @Test
    void whatHasNoAddressIsLeftOut() {
        assertThat(of(packet(true, "pbx.example:5060", "203.0.113.5:5080", "x")).capacity())
                .isEqualTo(FILE_HEADER);
        assertThat(of(packet(true, "[::1]:5060", "203.0.113.5:5080", "x")).capacity())
                .isEqualTo(FILE_HEADER);
    }

    @Test
    void aMessageTooLongForADatagramIsCut() {
        var file = of(packet(true, "198.51.100.7:5061", "203.0.113.5:5080", "x".repeat(70_000)));
        assertThat(file.getInt(FILE_HEADER + 12)).isEqualTo(65_535);
        assertThat(file.capacity()).isEqualTo(FILE_HEADER + RECORD_HEADER + 65_535);
    }

    /** RFC 1071: all ones when the checksum is right. */
    private static int sum(ByteBuffer bytes, int from, int length) {
        var part = bytes.slice(from, length);
        int sum = 0;
        while (part.hasRemaining()) sum += part.getShort() & 0xffff;
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return sum;
    }
}
