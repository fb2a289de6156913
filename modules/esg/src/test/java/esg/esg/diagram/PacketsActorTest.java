package esg.esg.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.esg.diagram.PacketsCommand.Told;
import esg.esg.nodes.Packed;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketsActorTest {
    private static final TypeReference<List<Packet>> PACKETS = new TypeReference<>() {};

    private static Packet packet(int number, String text) {
        var at = Instant.parse("2026-01-01T10:00:00.123Z").plusMillis(number);
        return new Packet(at, true, true, "udp", "192.0.2.1:5060", "", "c", "INVITE", number + " INVITE", "", text);
    }

    @Test
    void aNodesPacketsComeAsTheyWere() {
        var packets = List.of(packet(1, "INVITE sip:2@a SIP/2.0\r\n\r\n\0\u00ff"), packet(2, ""));
        var told = PacketsActor.told(new Found("n", packets, true, true));
        assertThat(Packed.read(told.packed(), PACKETS)).isEqualTo(packets);
        assertThat(told)
                .extracting(Told::complete, Told::written, Told::problem)
                .containsExactly(true, true, "");
    }

    /** A frame between nodes has 256 KiB; the beginning of a call says more than its end. */
    @Test
    void whatDoesNotFitIsLeftOutAndSaid() {
        var random = new Random(1);
        var packets = IntStream.range(0, 2_000)
                .mapToObj(number -> packet(
                        number,
                        random.ints(600, 'a', 'z')
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString()))
                .toList();
        var told = PacketsActor.told(new Found("n", packets, true, true));
        assertThat(told.packed()).hasSizeLessThanOrEqualTo(Packed.FITS);
        assertThat(told.complete()).isFalse();
        var kept = Packed.read(told.packed(), PACKETS);
        assertThat(kept).hasSizeGreaterThan(300).isEqualTo(packets.subList(0, kept.size()));
    }
}
