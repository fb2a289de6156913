package esg.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken packets break nothing: the parser never throws, and neither does any reader of a message that it let pass. */
class FuzzTest {
    private static final int PACKETS = 40_000;
    private static final byte[] MARKS = "\r\n:;,<>\"@=?%[] \t\\/\0".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void noMutationThrows() throws IOException {
        var random = new Random(4475);
        var samples = samples();
        int parsed = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = mutated(samples.get(random.nextInt(samples.size())), random);
            if (MessageParser.parse(packet) instanceof ParseResult.Parsed(SipMessage message)) {
                parsed++;
                readAll(message);
            }
        }
        assertThat(parsed).as("mutations that still are messages").isBetween(PACKETS / 20, PACKETS);
    }

    private static List<byte[]> samples() throws IOException {
        var samples = new ArrayList<byte[]>();
        try (var files = Files.walk(Path.of("src/test/resources/torture"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".dat"))
                    .sorted()
                    .toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        return samples;
    }

    private static byte[] mutated(byte[] sample, Random random) {
        byte[] packet =
                random.nextInt(4) == 0 ? Arrays.copyOf(sample, random.nextInt(sample.length + 1)) : sample.clone();
        for (int changes = random.nextInt(4); changes > 0 && packet.length > 0; changes--) {
            int at = random.nextInt(packet.length);
            packet[at] = random.nextBoolean() ? MARKS[random.nextInt(MARKS.length)] : (byte) random.nextInt(256);
        }
        return packet;
    }

    private static void readAll(SipMessage message) {
        for (int id = 0; id < Headers.count(); id++) {
            var name = Headers.name(id);
            if (name == null) continue;
            message.header(name);
            message.values(name);
            message.addresses(name).forEach(Address::user);
            message.intHeader(name, 0);
        }
        message.vias().forEach(Via::hasRfc3261Branch);
        message.contacts().forEach(Address::host);
        assertThat(message.cseq()).isNotNegative();
        assertThat(message.callId()).isNotEmpty();
        message.fromTag();
        message.toTag();
        message.topVia().branch();
        message.cseqMethod();
        message.body();
        if (message instanceof SipRequest request) {
            request.maxForwards();
            MessageBuilder.response(request, 400, "Bad Request").buildResponse();
        }
    }
}
